import * as Y from 'yjs'

/** Keystrokes of this long make one record; longer would risk words, shorter would flood the log. */
const PAUSE_MS = 300
/** Below the 64 KiB that one record may carry. */
const MOST_BYTES = 56 * 1024

export type Saving = { readonly state: 'saved' } | { readonly state: 'saving' } | { readonly state: 'failed'; readonly error: unknown }

export type Saver = {
  readonly add: (update: Uint8Array) => void
  /** Sends what waits and settles once the node has stored it, or rejects with the reason. */
  readonly flush: () => Promise<void>
  readonly saving: () => Saving
  readonly onSaving: (listener: (saving: Saving) => void) => () => void
}

/** Consecutive updates merged as long as they fit into one record. */
export const gather = (updates: readonly Uint8Array[]): Uint8Array[] => {
  const batches: Uint8Array[][] = []
  let size = 0
  for (const update of updates) {
    const last = batches.at(-1)
    if (last === undefined || size + update.length > MOST_BYTES) {
      batches.push([update])
      size = update.length
    } else {
      last.push(update)
      size += update.length
    }
  }
  return batches.map((batch) => (batch.length === 1 && batch[0] !== undefined ? batch[0] : Y.mergeUpdates(batch)))
}

/** Brings own edits to the node in order, one call at a time. What could not be stored stays here and goes first the next time. */
export const createSaver = (store: (update: Uint8Array) => Promise<unknown>): Saver => {
  let waiting: Uint8Array[] = []
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: Saving = { state: 'saved' }
  const listeners = new Set<(saving: Saving) => void>()
  const tell = (saving: Saving): void => {
    current = saving
    for (const listener of listeners) listener(saving)
  }

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const [first, ...rest] = gather(waiting.splice(0))
      if (first === undefined) return
      waiting = [first, ...rest, ...waiting]
      try {
        await store(first)
      } catch (error) {
        tell({ state: 'failed', error })
        throw error
      }
      waiting.shift()
    }
    tell({ state: 'saved' })
  }

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (running !== null) {
      await running
      return waiting.length > 0 ? flush() : undefined
    }
    running = drain()
    try {
      await running
    } finally {
      running = null
    }
  }

  return {
    add: (update) => {
      waiting.push(update)
      if (current.state !== 'failed') tell({ state: 'saving' })
      timer ??= setTimeout(() => {
        // The state tells of a failure; the next edit or a new connection tries again.
        flush().catch(() => undefined)
      }, PAUSE_MS)
    },
    flush,
    saving: () => current,
    onSaving: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
