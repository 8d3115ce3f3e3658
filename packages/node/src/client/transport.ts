import type { ClientLink } from '@orpc/client'

/** `closed` is for good; `waiting` means that the next attempt comes at `retryAt` (milliseconds since 1970). */
export type ConnectionState =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | { readonly state: 'closed' }

/** A way to reach a member node. Says by itself how it is, so that a person is never left before a silent screen. */
export type NodeTransport = {
  readonly link: ClientLink<Record<never, never>>
  readonly connection: () => ConnectionState
  /** Tells every change of `connection`; answers the function that stops it. */
  readonly onConnection: (listener: (state: ConnectionState) => void) => () => void
  /** Tries again at once instead of waiting for the back-off. */
  readonly reconnect: () => void
  readonly close: () => void
}
