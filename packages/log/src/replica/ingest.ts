import { type EntryId, type IngestReport, limits, type WireEntry } from '@daomesh/protocol'
import { advance, takeChange } from './advance.ts'
import { check, type Fate, isEntry, recheck } from './check.ts'
import { commit } from './commit.ts'
import { endOwnLog } from './continuity.ts'
import type { CheckedEntry, Core } from './core.ts'
import { attachHeader, evictIncomplete, type GraphChange } from './graph.ts'

/** An own entry that came from outside was written by another copy of this home: this copy must not go on in that log. */
const guardOwn = (core: Core, entry: WireEntry): void => {
  if (entry.header.device !== core.device) return
  for (const own of core.own.values()) if (own.log === entry.header.log) endOwnLog(core, own.stream)
  core.init.onOwnFromElsewhere?.()
}

const take = (core: Core, entries: readonly CheckedEntry[]): void => {
  const change: GraphChange = { completed: [], broken: [] }
  for (const entry of entries) {
    guardOwn(core, entry)
    const node = attachHeader(core.graph, entry.id, entry.header, change)
    core.step.inserted.set(entry.id, { node, entry })
  }
  takeChange(core, change)
  for (const node of evictIncomplete(core.graph, limits.pendingEntries)) core.step.dropped.add(node.id)
  for (const id of core.step.dropped) if (core.step.inserted.delete(id)) core.step.dropped.delete(id)
}

/** Bytes that one peer brought. */
export type IngestRequest = { readonly bytes: readonly Uint8Array[]; readonly durable: boolean }

/** What became of bytes in the end. */
type Outcome = Exclude<Fate, CheckedEntry> | 'dropped' | { readonly stored: EntryId }

const store = async (core: Core, checked: readonly Fate[], durable: boolean, breathe: () => Promise<void>): Promise<readonly Outcome[]> => {
  const fates = checked.map((fate) => recheck(core, fate))
  const fresh = fates.filter(isEntry)
  const kept = new Set<EntryId>()
  if (fresh.length > 0) {
    core.step.durable = durable
    try {
      take(core, fresh)
      for (const id of core.step.inserted.keys()) kept.add(id)
      await advance(core, breathe)
    } finally {
      core.step.durable = true
    }
  } else if (durable) commit(core)
  return fates.map((fate) => (!isEntry(fate) ? fate : kept.has(fate.id) ? { stored: fate.id } : 'dropped'))
}

const reportOf = (outcomes: readonly Outcome[]): IngestReport => {
  const count = (which: Outcome): number => outcomes.filter((outcome) => outcome === which).length
  return {
    stored: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome.stored])),
    known: count('known'),
    refused: count('refused'),
  }
}

/** Runs a task of the replica in its turn. */
type Run = <T>(task: () => Promise<T>) => Promise<T>

/** What was brought is checked; the report comes when it is stored. */
export type Checked = { readonly report: Promise<IngestReport> }

/**
 * Takes entries from peers: verifies, stores and judges them, one transaction per batch, which is checked while the one before it is stored. What several
 * brought at once shares batches, of which the last is flushed and makes those before it safe. Where all say `durable: false`, the next durable write does.
 * @param run a turn of the replica, of which each batch that is stored takes one: writes go in between.
 * @returns takes what some requests brought, which may be asked while earlier ones are checked still: they are stored in the order asked. It answers when
 * the last of it is checked and waits for its turn.
 * A report rejects with DaomeshError `STORAGE_FAILED`: batches before the failing one are stored.
 */
export const makeIngest = (core: Core, run: Run, breathe: () => Promise<void>) => {
  /** Over when all that was asked for is stored, or failed. */
  let storing: Promise<unknown> = Promise.resolve()
  return async (requests: readonly IngestRequest[]): Promise<readonly Checked[]> => {
    const bytes = requests.flatMap((request) => request.bytes)
    const durable = requests.some((request) => request.durable)
    const outcomes: Outcome[] = []
    const earlier = storing
    const over = Promise.withResolvers<void>()
    storing = over.promise
    let stored: Promise<void> = Promise.resolve()
    const checkFrom = (at: number): Promise<readonly Fate[]> => check(core, bytes.slice(at, at + limits.batchEntries))
    const storeInTurn = async (fates: readonly Fate[], isLast: boolean): Promise<void> => {
      for (const outcome of await run(() => store(core, fates, durable && isLast, breathe))) outcomes.push(outcome)
    }
    try {
      let checking = checkFrom(0)
      for (let at = 0; at === 0 || at < bytes.length; at += limits.batchEntries) {
        const now = checking
        const ahead = at + limits.batchEntries
        // So that the threads have something to do while this batch waits to be stored.
        checking = ahead < bytes.length ? checkFrom(ahead) : now
        checking.catch(() => undefined)
        const fates = await now
        await earlier
        await stored
        stored = storeInTurn(fates, ahead >= bytes.length)
        stored.catch(() => undefined)
      }
    } finally {
      stored.then(over.resolve, over.resolve)
    }
    let from = 0
    return requests.map((request) => {
      const [begin, end] = [from, (from += request.bytes.length)]
      const report = stored.then(() => reportOf(outcomes.slice(begin, end)))
      // Whoever asked hears of a failure, even if not at once.
      report.catch(() => undefined)
      return { report }
    })
  }
}
