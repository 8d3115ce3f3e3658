import * as Y from 'yjs'

/** Keystrokes of this long make one record; longer would risk words, shorter would flood the log. */
const PAUSE_MS = 300
/** Below the 64 KiB that one record may carry. */
const MOST_BYTES = 56 * 1024

export type Saving = { readonly state: 'saved' } | { readonly state: 'saving' } | { readonly state: 'failed'; readonly error: unknown }

export type Saver = {
  /** `seen`: what of others this copy held when the edit was made. */
  readonly add: (update: Uint8Array, seen: number) => void
  /** Sends what waits and settles once the node has stored it, or rejects with the reason. */
  readonly flush: () => Promise<void>
  readonly saving: () => Saving
  readonly onSaving: (listener: (saving: Saving) => void) => () => void
}

export type Edit = { readonly update: Uint8Array; readonly seen: number }

/** Consecutive edits made on the same ground, merged as long as they fit into one record. */
export const gather = (edits: readonly Edit[]): Edit[] => {
  const batches: { readonly seen: number; readonly updates: Uint8Array[]; size: number }[] = []
  for (const { update, seen } of edits) {
    const last = batches.at(-1)
    if (last === undefined || last.seen !== seen || last.size + update.length > MOST_BYTES)
      batches.push({ seen, updates: [update], size: update.length })
    else {
      last.updates.push(update)
      last.size += update.length
    }
  }
  return batches.map(({ seen, updates }) => ({
    seen,
    update: updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates(updates),
  }))
}

/** Brings own edits to the node in order, one call at a time. What could not be stored stays here and goes first the next time. */
export const createSaver = (store: (update: Uint8Array, seen: number) => Promise<unknown>): Saver => {
  let waiting: Edit[] = []
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
        await store(first.update, first.seen)
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
    add: (update, seen) => {
      waiting.push({ update, seen })
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
