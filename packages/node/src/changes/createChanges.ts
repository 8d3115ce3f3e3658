/**
 * Says which parts of the node changed. Bounded: who asks for a cursor that is no longer held is told to read everything again.
 */
export type Change = { readonly cursor: number; readonly topics: string[] }
export type Changes = {
  readonly mark: (...topics: readonly string[]) => void
  readonly cursor: () => number
  /** Changes after `cursor`, then those to come, until the signal aborts. */
  readonly follow: (cursor: number | null, signal: AbortSignal | undefined) => AsyncGenerator<Change, void, undefined>
  /** Runs on every mark, in process: for the parts of the node that react to others. */
  readonly listen: (listener: (topics: readonly string[]) => void) => () => void
}

/** Changes held for a client that reconnects; a screen that slept longer reads everything anew anyway. */
const held = 256

export const createChanges = (): Changes => {
  const recent: Change[] = []
  const waiting = new Set<() => void>()
  const listeners = new Set<(topics: readonly string[]) => void>()
  let last = 0

  const mark = (...topics: readonly string[]) => {
    last += 1
    recent.push({ cursor: last, topics: [...topics] })
    if (recent.length > held) recent.shift()
    for (const wake of waiting) wake()
    for (const listener of listeners) listener(topics)
  }

  async function* follow(cursor: number | null, signal: AbortSignal | undefined): AsyncGenerator<Change, void, undefined> {
    const oldest = recent[0]?.cursor ?? last + 1
    let at = cursor ?? -1
    if (at < oldest - 1 || at > last) {
      at = last
      yield { cursor: at, topics: ['*'] }
    }
    while (!signal?.aborted) {
      const fresh = recent.filter((change) => change.cursor > at)
      if (fresh.length > 0) {
        at = fresh.at(-1)?.cursor ?? at
        yield { cursor: at, topics: [...new Set(fresh.flatMap((change) => change.topics))] }
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
      if ((recent[0]?.cursor ?? 0) > at + 1) {
        at = last
        yield { cursor: at, topics: ['*'] }
      }
    }
  }

  const listen = (listener: (topics: readonly string[]) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return { mark, cursor: () => last, follow, listen }
}
