import { redeemedHeld } from '@daomesh/chain'
import type { Call } from '@daomesh/protocol'
import type { z } from 'zod'
import type { callRow } from '../contract/shapes.ts'

/** The first call of a decision that gives promised power (contracts R24): what has to hold for the others to be made. null for any other call. */
export const describeRedeem = (call: Call): z.input<typeof callRow>['summary'] | null => {
  const held = redeemedHeld({ calls: [call] })
  return held === null ? null : { key: 'call.redeem', params: { held: held.toString() } }
}
