import type { Clock } from '@daomesh/protocol'
import type { Changes } from './createChanges.ts'

export type FollowChangesParameters = {
  readonly changes: Pick<Changes, 'listen'>
  readonly clock: Pick<Clock, 'setTimer'>
  /** A change of one of these leads to a look. */
  readonly topics: readonly string[]
  /** Milliseconds before the first look; after a change, which may come in a burst; and after a look, for what comes without any change. */
  readonly waits: { readonly first: number; readonly pause: number; readonly again: number }
  /** Never two at once; a change during one leads to another. `stopped` tells whether it is still wanted. */
  readonly look: (stopped: () => boolean) => Promise<void>
  /** Hears what a look threw; it is looked again all the same. Of a follower that was stopped meanwhile it hears nothing. */
  readonly failed: (error: unknown) => void
}

/** Looks again after changes and from time to time, one look after the other. Returns what stops it. */
export const followChanges = ({ changes, clock, topics, waits, look, failed }: FollowChangesParameters): (() => void) => {
  let stopped = false
  let cancel: (() => void) | null = null
  let running = false
  let asked = false
  /** A change that comes while one look after a change is planned does not put it off: changes without end would put it off without end. */
  let soon = false

  const plan = (wait: number) => {
    if (stopped) return
    cancel?.()
    cancel = clock.setTimer(run, wait)
  }
  const run = () => {
    cancel = null
    soon = false
    if (running) {
      asked = true
      return
    }
    running = true
    asked = false
    const seen = look(() => stopped).catch((error: unknown) => {
      // A node that closes takes its store from under a look that is on its way; what that throws is no fault.
      if (!stopped) failed(error)
    })
    void seen.finally(() => {
      running = false
      soon = asked
      plan(asked ? waits.pause : waits.again)
    })
  }
  const unlisten = changes.listen((changed) => {
    if (!topics.some((topic) => changed.includes(topic))) return
    if (running) asked = true
    else if (!soon) {
      soon = true
      plan(waits.pause)
    }
  })
  plan(waits.first)
  return () => {
    stopped = true
    cancel?.()
    unlisten()
  }
}
