import { type Random, toHex } from '@daomesh/protocol'

/**
 * Says which parts of the node changed. Bounded: who asks for a cursor that is no longer held is told to read everything again, and so is who comes
 * with the cursor of an earlier process, whose count means nothing here: a cursor is `<16 hex drawn at the start>.<count>`.
 */
export type Change = { readonly cursor: string; readonly topics: string[] }
export type Changes = {
  readonly mark: (...topics: readonly string[]) => void
  /** Changes after `cursor`, then those to come, until the signal aborts. */
  readonly follow: (cursor: string | null, signal: AbortSignal | undefined) => AsyncGenerator<Change, void, undefined>
  /** Runs on every mark, in process: for the parts of the node that react to others. */
  readonly listen: (listener: (topics: readonly string[]) => void) => () => void
}

/** Changes held for a client that reconnects; a screen that slept longer reads everything anew anyway. */
const held = 256

type Held = { readonly count: number; readonly topics: readonly string[] }

export const createChanges = (random: Random): Changes => {
  const epoch = toHex(random.bytes(8))
  const recent: Held[] = []
  const waiting = new Set<() => void>()
  const listeners = new Set<(topics: readonly string[]) => void>()
  let last = 0

  const mark = (...topics: readonly string[]) => {
    last += 1
    recent.push({ count: last, topics })
    if (recent.length > held) recent.shift()
    for (const wake of waiting) wake()
    for (const listener of listeners) listener(topics)
  }

  const change = (count: number, topics: Iterable<string>): Change => ({ cursor: `${epoch}.${count}`, topics: [...topics] })
  /** The count of a cursor of this process; null for any other text. */
  const countOf = (cursor: string | null): number | null => {
    const count = cursor?.startsWith(`${epoch}.`) === true ? Number(cursor.slice(epoch.length + 1)) : Number.NaN
    return Number.isSafeInteger(count) ? count : null
  }

  async function* follow(cursor: string | null, signal: AbortSignal | undefined): AsyncGenerator<Change, void, undefined> {
    const oldest = recent[0]?.count ?? last + 1
    let at = countOf(cursor) ?? -1
    if (at < oldest - 1 || at > last) {
      at = last
      yield change(at, ['*'])
    }
    while (!signal?.aborted) {
      const fresh = recent.filter(({ count }) => count > at)
      if (fresh.length > 0) {
        at = fresh.at(-1)?.count ?? at
        yield change(at, new Set(fresh.flatMap(({ topics }) => topics)))
        continue
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal?.addEventListener('abort', wake)
      })
      // A reader slower than the window reads everything again.
      if ((recent[0]?.count ?? 0) > at + 1) {
        at = last
        yield change(at, ['*'])
      }
    }
  }

  const listen = (listener: (topics: readonly string[]) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return { mark, follow, listen }
}
