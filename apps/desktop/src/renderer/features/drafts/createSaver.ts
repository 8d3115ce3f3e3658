import { splitUpdate } from '@daomesh/drafts/authoring'
import * as Y from 'yjs'
import { isRefusal } from './isRefusal.ts'

/** Keystrokes of this long make one record; longer would risk words, shorter would flood the log. */
const PAUSE_MS = 300
/** Below the 64 KiB that one record may carry. */
const MOST_BYTES = 56 * 1024

export type Saving = { readonly state: 'saved' } | { readonly state: 'saving' } | { readonly state: 'failed'; readonly error: unknown }

export type Edit = { readonly update: Uint8Array; readonly seen: number }
/** Under its id it is stored once, however often it is sent. */
export type Sent = Edit & { readonly requestId: string }

export type Saver = {
  /** `seen`: what of others this copy held when the edit was made. */
  readonly add: (update: Uint8Array, seen: number) => void
  /** Sends what waits and settles once the node has stored it, or rejects with the reason. */
  readonly flush: () => Promise<void>
  /**
   * Sends nothing new any more. Settles once it is known of everything that was sent whether it is stored; rejects where that cannot be told now.
   */
  readonly halt: () => Promise<void>
  /** What is not known to be stored, in order. */
  readonly unsent: () => readonly Uint8Array[]
}

type SaverInit = {
  readonly store: (edit: Sent) => Promise<unknown>
  readonly newId: () => string
  readonly onSaving: (saving: Saving) => void
}

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

/** A large paste is more than one record. What cannot be cut is left whole: the node says why it refuses it. */
const cut = (update: Uint8Array): readonly Uint8Array[] => {
  if (update.length <= MOST_BYTES) return [update]
  try {
    return splitUpdate(update, MOST_BYTES)
  } catch {
    return [update]
  }
}

/**
 * Brings own edits to the node in order, one call at a time. What was sent once keeps its id and its bytes until its outcome is known,
 * so that sending it again after a broken connection can neither lose nor double it.
 */
export const createSaver = ({ store, newId, onSaving }: SaverInit): Saver => {
  let sent: Sent | null = null
  let waiting: Edit[] = []
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let halted = false
  let failed = false

  const tell = (saving: Saving): void => {
    failed = saving.state === 'failed'
    onSaving(saving)
  }

  const next = (): Sent | null => {
    if (halted) return null
    const [first, ...rest] = gather(waiting)
    waiting = rest
    return first === undefined ? null : { ...first, requestId: newId() }
  }

  const drain = async (): Promise<void> => {
    for (sent ??= next(); sent !== null; sent = next()) {
      try {
        await store(sent)
      } catch (error) {
        tell({ state: 'failed', error })
        throw error
      }
    }
    tell({ state: waiting.length === 0 ? 'saved' : 'saving' })
  }

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (running !== null) {
      await running
      return waiting.length > 0 && !halted ? flush() : undefined
    }
    running = drain().finally(() => (running = null))
    return running
  }

  return {
    add: (update, seen) => {
      waiting.push(...cut(update).map((piece) => ({ update: piece, seen })))
      if (!failed) tell({ state: 'saving' })
      if (halted) return
      timer ??= setTimeout(() => {
        // The state tells of a failure; the next edit or a new connection tries again.
        flush().catch(() => undefined)
      }, PAUSE_MS)
    },
    flush,
    halt: async () => {
      halted = true
      try {
        await flush()
      } catch (error) {
        if (!isRefusal(error)) throw error
      }
    },
    unsent: () => [...(sent === null ? [] : [sent]), ...waiting].map(({ update }) => update),
  }
}
