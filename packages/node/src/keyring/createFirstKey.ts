import type { Clock, Random } from '@daomesh/protocol'
import { drawPause } from '../changes/drawPause.ts'

/** Who has the key seals it to whoever comes within seconds. Far longer than that, and by chance, so that one of a dozen makes it and the others take it. */
const pause = { least: 120_000, most: 240_000 }

type Parameters = {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly random: Random
  /** Whether this device is a member's, knows another member's, and no key of the space was ever sealed, as far as the records here say. */
  readonly isKeyless: () => boolean
  /** From now on this device may make the first key. */
  readonly onDue: () => void
}

export type FirstKey = {
  readonly isDue: () => boolean
  /** After every change of the records or of who is in the space. */
  readonly look: () => void
  readonly stop: () => void
}

/**
 * Who proposed a founding makes its first key at once. Where that device was lost before it did, everybody else would wait for ever: so after a while without
 * one any member's device makes it. Two that do so at once are told apart like any two keys (governance S9).
 */
export const createFirstKey = ({ clock, random, isKeyless, onDue }: Parameters): FirstKey => {
  let cancel: (() => void) | null = null
  let waited = false
  const look = (): void => {
    if (!isKeyless()) {
      cancel?.()
      cancel = null
      waited = false
      return
    }
    if (waited || cancel !== null) return
    cancel = clock.setTimer(
      () => {
        cancel = null
        waited = true
        onDue()
      },
      drawPause(random, pause),
    )
  }
  return {
    isDue: () => waited && isKeyless(),
    look,
    stop: () => cancel?.(),
  }
}
