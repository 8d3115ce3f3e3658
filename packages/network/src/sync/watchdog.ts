import type { Clock } from '@daomesh/protocol'
import type { SyncTiming } from './ports.ts'

/** Ends a session that falls silent or never ends. `hold` suspends the silence limit while our own store works. */
export type Watchdog = { readonly touch: () => void; readonly hold: () => void; readonly stop: () => void }

export const createWatchdog = (
  clock: Clock,
  timing: Pick<SyncTiming, 'step' | 'session'>,
  onExpired: (reason: string) => void,
): Watchdog => {
  let stopped = false
  let cancelStep: () => void = () => undefined
  const cancelSession = clock.setTimer(() => onExpired('session too long'), timing.session)
  const watchdog: Watchdog = {
    touch() {
      cancelStep()
      if (!stopped) cancelStep = clock.setTimer(() => onExpired('silent'), timing.step)
    },
    hold: () => cancelStep(),
    stop() {
      stopped = true
      cancelStep()
      cancelSession()
    },
  }
  watchdog.touch()
  return watchdog
}
