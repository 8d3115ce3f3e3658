import type { Clock } from '@daomesh/protocol'
import type { SyncTiming } from './ports.ts'

/** Ends a session that falls silent or never ends. `hold` suspends the silence limit while our own store works. */
export type Watchdog = { readonly touch: () => void; readonly hold: () => void; readonly stop: () => void }

export const createWatchdog = (
  clock: Clock,
  timing: Pick<SyncTiming, 'step' | 'session'>,
  onExpired: (reason: string) => void,
): Watchdog => {
  /** Until when the peer may be silent; Infinity while our own store works. */
  let until = clock.now() + timing.step
  // One timer, which looks again where it came too early: every frame would set and cancel two.
  const look = (): void => {
    const left = until - clock.now()
    if (left > 0) cancelStep = clock.setTimer(look, Math.min(left, timing.step))
    else onExpired('silent')
  }
  let cancelStep = clock.setTimer(look, timing.step)
  const cancelSession = clock.setTimer(() => onExpired('session too long'), timing.session)
  return {
    touch() {
      until = clock.now() + timing.step
    },
    hold() {
      until = Infinity
    },
    stop() {
      cancelStep()
      cancelSession()
    },
  }
}
