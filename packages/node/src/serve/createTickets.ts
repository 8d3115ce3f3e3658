import { type Clock, type Random, toHex } from '@daomesh/protocol'
import { isSameSecret } from './guard.ts'

/** Milliseconds. A browser that is started for it takes some seconds on a slow machine. */
const validity = 60_000

export type Tickets = {
  /** The path at which the way in is told once. */
  readonly issue: () => string
  /** Whether this path is a ticket that was not used yet; it is used then. */
  readonly take: (path: string) => boolean
}

/**
 * Words that open the interface once and soon. A browser is started with an address, and every account of the machine can read what programs were started
 * with: the token, which opens it for as long as the node runs, must not stand there.
 */
export const createTickets = ({ clock, random }: { readonly clock: Pick<Clock, 'now'>; readonly random: Random }): Tickets => {
  let open: { readonly path: string; readonly until: number } | null = null
  return {
    issue: () => {
      open = { path: `/open/${toHex(random.bytes(24))}`, until: clock.now() + validity }
      return open.path
    },
    take: (path) => {
      if (open === null || !isSameSecret(path, open.path)) return false
      const inTime = clock.now() <= open.until
      open = null
      return inTime
    },
  }
}
