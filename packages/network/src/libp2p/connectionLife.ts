import type { Connection } from '@libp2p/interface'
import { type Clock, toError } from '@daomesh/protocol'
import { pingConnection } from './pingConnection.ts'
import { watchConnections } from './watchConnections.ts'

/** A connection that is silent for so long after an address was lost is taken for dead. The regular questions take up to half a minute. */
const proofMilliseconds = 3_000
/** A burst that blocks the event loop for some seconds must not cost the connections. */
const answerMilliseconds = 20_000

/** Which connections are alive, by what comes over them, and what becomes of those that are not. */
export type ConnectionLife = {
  /** Answers what to call whenever something comes by this connection. */
  readonly heardBy: (connection: Connection) => () => void
  /** Asks every connection at once, and cuts those that do not answer soon. */
  readonly proveAll: () => void
  /** Asks those that are silent, again and again, until the answered function is called. */
  readonly watch: () => () => void
}

/** @param list The connections that are open now. */
export const createConnectionLife = (clock: Clock, list: () => readonly Connection[]): ConnectionLife => {
  const heard = new WeakMap<Connection, { at: number | null }>()
  const recordOf = (connection: Connection): { at: number | null } => {
    const known = heard.get(connection) ?? { at: null }
    heard.set(connection, known)
    return known
  }
  const cut = (connection: Connection, error: unknown): void => connection.abort(toError(error))
  return {
    heardBy: (connection) => {
      const record = recordOf(connection)
      return () => {
        record.at = clock.now()
      }
    },
    proveAll: () => {
      for (const connection of list())
        pingConnection(connection, proofMilliseconds, clock).catch((error: unknown) => cut(connection, error))
    },
    watch: () =>
      watchConnections<Connection>({
        clock,
        list,
        heardAt: (connection) => heard.get(connection)?.at ?? null,
        ask: async (connection) => {
          connection.rtt = await pingConnection(connection, answerMilliseconds, clock)
        },
        isDead: cut,
      }),
  }
}
