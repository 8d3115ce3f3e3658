import type { Address, BountyId, Delivery, Hex } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { DeliveryValue } from '../fold/values.ts'
import type { Registers } from '../selectors/registers.ts'

/** A delivery as its side told it; `at` in milliseconds, for display. */
export type DeliveryRow = { readonly hash: Hex; readonly by: Address; readonly at: number; readonly delivery: Delivery }

/**
 * What was delivered for a bounty in its deal, in causal order, then by hash.
 * @example
 * deliveriesOf(registers, bountyId.parse(noBounty)) // => []
 */
export const deliveriesOf = (registers: Registers, bounty: BountyId): readonly DeliveryRow[] => {
  const prefix = keys.deliveriesOf(bounty)
  return registers
    .entries(prefix)
    .map(({ key, value }) => ({ ...(value as DeliveryValue), hash: key.slice(prefix.length) as Hex }))
    .sort((a, b) => a.depth - b.depth || (a.hash < b.hash ? -1 : 1))
    .map(({ hash, by, at, delivery }) => ({ hash, by, at, delivery }))
}
