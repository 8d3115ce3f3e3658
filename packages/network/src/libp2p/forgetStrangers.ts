import type { Clock } from '@daomesh/protocol'

/** Milliseconds: what a connection still writes down about its peer is written by then. */
const rest = 5_000

type Parameters<P> = {
  readonly clock: Pick<Clock, 'setTimer'>
  /** Somebody who stays known, or is here. */
  readonly isKept: (peer: P) => boolean
  readonly forget: (peer: P) => Promise<unknown>
}

/**
 * Clears away what was written down about strangers who left. libp2p keeps it for six hours with the network buffer that it came in, 16 KiB and more:
 * whoever comes again and again under new names would fill the memory with it.
 */
export const createForgetting = <P>({ clock, isKept, forget }: Parameters<P>) => {
  let leaving = new Map<string, P>()
  let cancel: (() => void) | null = null
  const sweep = (): void => {
    cancel = null
    const gone = leaving
    leaving = new Map()
    // What cannot be forgotten goes by itself, later.
    for (const peer of gone.values()) if (!isKept(peer)) forget(peer).catch(() => undefined)
  }
  return {
    left: (peer: P): void => {
      leaving.set(String(peer), peer)
      cancel ??= clock.setTimer(sweep, rest)
    },
    stop: (): void => {
      cancel?.()
      cancel = null
    },
  }
}
