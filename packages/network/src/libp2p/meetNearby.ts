import type { Clock, DeviceId } from '@daomesh/protocol'

/** Strangers called at the same time because they were announced: each call that nobody answers takes ten seconds. */
const mostCalled = 32

type Parameters<P> = {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly self: DeviceId
  readonly isUp: () => boolean
  /** Whether the peer is reached already, and not only through a relay. */
  readonly isMet: (peer: P) => boolean
  readonly prefers: (device: DeviceId) => boolean
  readonly call: (peer: P) => Promise<unknown>
  /** What was written down about somebody who was not reached. */
  readonly forget: (peer: P) => void
}

/**
 * Calls whom the local network announces. Anybody there can announce any number of devices that do not exist: of strangers a few are called at a time, the others
 * when they are announced again, and nobody stays written down who was not reached.
 */
export const createMeeting = <P>({ clock, self, isUp, isMet, prefers, call, forget }: Parameters<P>) => {
  const called = new Map<DeviceId, () => void>()
  const over = (peer: P, device: DeviceId): void => {
    called.delete(device)
    if (!isMet(peer)) forget(peer)
  }
  return {
    announced: (peer: P, device: DeviceId): void => {
      if (!isUp() || isMet(peer) || called.has(device)) return
      if (!prefers(device) && called.size >= mostCalled) {
        forget(peer)
        return
      }
      // Both sides hear of each other at once; the smaller calls first, which spares a second connection.
      const cancel = clock.setTimer(
        () => {
          if (!isUp() || isMet(peer)) {
            over(peer, device)
            return
          }
          const end = (): void => over(peer, device)
          call(peer).then(end, end)
        },
        self < device ? 0 : 1_000,
      )
      called.set(device, cancel)
    },
    stop: (): void => {
      for (const cancel of called.values()) cancel()
      called.clear()
    },
  }
}
