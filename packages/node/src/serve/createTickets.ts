import { type Clock, type Random, toHex } from '@daomesh/protocol'
import { isSameSecret } from './guard.ts'

/** Milliseconds. A browser that is started for it takes some seconds on a slow machine. */
const validity = 60_000

export type Tickets = {
  /**
   * The path at which the way in is told once.
   * @param page of the interface that it leads to; the first one by default.
   */
  readonly issue: (page?: string) => string
  /** Where this path leads, if it is a ticket that was not used yet; it is used then. Null where it is none. */
  readonly take: (path: string) => { readonly page: string } | null
}

/**
 * Words that open the interface once and soon. A browser is started with an address, and every account of the machine can read what programs were started
 * with: the token, which opens it for as long as the node runs, must not stand there.
 */
export const createTickets = ({ clock, random }: { readonly clock: Pick<Clock, 'now'>; readonly random: Random }): Tickets => {
  let open: { readonly path: string; readonly page: string; readonly until: number } | null = null
  return {
    issue: (page = '') => {
      open = { path: `/open/${toHex(random.bytes(24))}`, page, until: clock.now() + validity }
      return open.path
    },
    take: (path) => {
      if (open === null || !isSameSecret(path, open.path)) return null
      const { page, until } = open
      open = null
      return clock.now() <= until ? { page } : null
    },
  }
}
