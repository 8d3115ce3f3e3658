import type { Clock, DeviceId } from '@daomesh/protocol'

/** Between two questions to one peer, while there is reason to ask. */
const pause = 1_000
/** How soon the first one is asked. */
const soon = 500

/**
 * Asks a peer for what it holds, soon, and a pause later once more, since what there was reason to ask for may have come to it in between; again and again
 * as long as there is reason, and never more often.
 */
export const createAskOf = ({
  clock,
  hasten,
}: {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly hasten: (peer: DeviceId, within: number) => void
}) => {
  const waiting = new Map<DeviceId, { again: boolean; cancel: () => void }>()
  const ask = (peer: DeviceId): void => {
    hasten(peer, soon)
    const state = {
      again: false,
      cancel: clock.setTimer(() => {
        waiting.delete(peer)
        if (state.again) ask(peer)
        else hasten(peer, 0)
      }, pause),
    }
    waiting.set(peer, state)
  }
  return {
    of: (peer: DeviceId): void => {
      const state = waiting.get(peer)
      if (state === undefined) ask(peer)
      else state.again = true
    },
    end: (): void => {
      for (const { cancel } of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
