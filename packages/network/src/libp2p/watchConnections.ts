import { type Clock, toError } from '@daomesh/protocol'

export type WatchConnectionsParameters<C extends object> = {
  readonly clock: Clock
  /** Those that are open now. */
  readonly list: () => readonly C[]
  /** When the peer's last words came by this connection, as far as that is known. */
  readonly heardAt: (connection: C) => number | null
  /** Resolves when the connection answered, rejects when it did not. */
  readonly ask: (connection: C) => Promise<void>
  readonly isDead: (connection: C, error: Error) => void
}

const lookEvery = 1_000
/** A connection that says nothing for so long is asked. */
const quietMilliseconds = 10_000
/** One that speaks is asked too, but only for how far away its peer is. */
const anyMilliseconds = 60_000

/**
 * Asks each open connection whether it is alive: at once, after ten seconds in which nothing came by it, and in any case once a minute. A question
 * opens a stream at both ends, which costs more than a message does, so whoever speaks is left alone. One question at a time per connection.
 * Ends with the answered function.
 */
export const watchConnections = <C extends object>({ clock, list, heardAt, ask, isDead }: WatchConnectionsParameters<C>): (() => void) => {
  const asked = new WeakMap<C, number>()
  const open = new WeakSet<C>()
  const put = async (connection: C): Promise<void> => {
    asked.set(connection, clock.now())
    open.add(connection)
    try {
      await ask(connection)
    } catch (error) {
      isDead(connection, toError(error))
    } finally {
      open.delete(connection)
    }
  }
  const isDue = (connection: C): boolean => {
    const last = asked.get(connection)
    if (last === undefined) return true
    // A clock that was set back must not silence the question.
    const age = (at: number): number => Math.abs(clock.now() - at)
    const heard = heardAt(connection)
    return age(last) >= anyMilliseconds || (age(last) >= quietMilliseconds && (heard === null || age(heard) >= quietMilliseconds))
  }
  const look = (): void => {
    cancel = clock.setTimer(look, lookEvery)
    for (const connection of list()) if (!open.has(connection) && isDue(connection)) void put(connection)
  }
  let cancel = clock.setTimer(look, lookEvery)
  return () => cancel()
}
