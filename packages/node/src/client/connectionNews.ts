import type { ConnectionState, NodeTransport } from './transport.ts'

type ConnectionNews = Pick<NodeTransport, 'connection' | 'onConnection'> & { readonly tell: (state: ConnectionState) => void }

/** Keeps the present state of a connection and tells those who listen. */
export const connectionNews = (first: ConnectionState): ConnectionNews => {
  let current = first
  const listeners = new Set<(state: ConnectionState) => void>()
  return {
    connection: () => current,
    onConnection: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (state) => {
      current = state
      for (const listener of listeners) listener(state)
    },
  }
}
