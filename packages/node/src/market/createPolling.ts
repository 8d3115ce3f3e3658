import type { Clock } from '@daomesh/protocol'

export type Polling = { readonly isRunning: () => boolean; readonly start: () => void; readonly stop: () => void }

export type PollingParameters = {
  readonly clock: Clock
  /** Milliseconds between two looks; after each one that failed twice as many, up to `slowest`. */
  readonly pause: number
  readonly slowest: number
  readonly look: () => Promise<void>
  readonly failed: (error: unknown) => void
}

/** Looks again and again, at once after a start. Stopped and started while a look is still under way, it goes on once and not twice (M19). */
export const createPolling = ({ clock, pause, slowest, look, failed }: PollingParameters): Polling => {
  /** Another one after each start, so that a look which outlived its own goes on no more. */
  let turn: object | null = null
  let cancel: () => void = () => undefined

  const once = (of: object, waited: number): void => {
    const again = (next: number): void => {
      if (turn === of) cancel = clock.setTimer(() => once(of, next), next)
    }
    look().then(
      () => again(pause),
      (error: unknown) => {
        failed(error)
        again(Math.min(waited * 2, slowest))
      },
    )
  }
  return {
    isRunning: () => turn !== null,
    start: () => {
      if (turn !== null) return
      turn = {}
      once(turn, pause)
    },
    stop: () => {
      turn = null
      cancel()
    },
  }
}
