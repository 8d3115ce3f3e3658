import {
  type ChainCut,
  DaomeshError,
  type EntryId,
  governanceStream,
  limits,
  type LogHead,
  type LogId,
  type SyncSpace,
  toHex,
  type ViewFacts,
} from '@daomesh/protocol'
import { noChanges } from '../store/LogStore.ts'
import { lastStateHash } from '../tree/stateHash.ts'
import { headOf, headsOf } from '../tree/setRoots.ts'
import type { StateReader } from '../tree/stateTree.ts'
import { advance } from './advance.ts'
import { append, type Append, type Appended, type AppendRequest } from './append.ts'
import { commit } from './commit.ts'
import { type Continuity, endOwnLog, endWhenGiven, proveContinuity } from './continuity.ts'
import { type Core, emptyCore, type ReplicaEvent, type ReplicaInit } from './core.ts'
import { noteRemovals } from './drain.ts'
import { fulfilled, makeGroup } from './group.ts'
import { type Checked, type IngestRequest, makeIngest } from './ingest.ts'
import { isSnapshotDue, isSnapshotWorth, keepSnapshot } from './keepSnapshot.ts'
import { hasLockedGovernance, loadInto } from './load.ts'
import { causally } from './model.ts'
import { pastOf, type Place, type Tip, tipsOf } from './past.ts'
import { makeQueue, nextTurn } from './queue.ts'
import {
  type AcceptedEntry,
  audit,
  type AuditLine,
  auditLine,
  depthAt,
  type EntryFilter,
  idAt,
  lines,
  openEntries,
  openAside,
  openOne,
  range,
  wireOf,
} from './read.ts'
import { foldUnder } from './refold.ts'

/** Where this device goes on writing a stream. `seq` is the next one; null before anything was written. */
export type OwnPlace = {
  readonly log: LogId
  readonly incarnation: string
  readonly seq: number
  readonly continuity: 'proven' | 'unproven'
}

/** Single records of several peers that are checked together at most: too few for the threads that check large batches, which a flood shall not start. */
const takenTogether = 48

/** One space on this device: the signed entries, what became of them, and the state they fold to. */
export type Replica = SyncSpace & {
  /** Live read access: always what the last finished step left. */
  readonly state: StateReader
  readonly append: (entry: Append) => Promise<Appended>
  /** All or none, in one transaction; all of one stream. */
  readonly appendMany: (entries: readonly Append[]) => Promise<readonly Appended[]>
  readonly stateRoot: () => string
  /** Root of the governance stream, the set root that the state hash binds. */
  readonly setRoot: () => string
  /** The accepted entries of a stream that none of it rests on yet: their past is all that counts in it. */
  readonly tips: (stream: string) => readonly Tip[]
  /** Per log the highest seq in the past of these places, themselves included. A place beyond what is here counts as far as it is here. */
  readonly pastOf: (places: Iterable<Place>) => ReadonlyMap<LogId, number>
  /** null while a governance entry is locked, an entry waits to be judged, or a refold is due: nothing is claimed then. */
  readonly stateHash: (cut: ChainCut) => string | null
  /** The state root under other, older view facts; null while a key is missing. */
  readonly foldAt: (views: ViewFacts) => Promise<string | null>
  /** Call when chain facts grew. */
  readonly viewsChanged: () => Promise<void>
  /** Call when a key arrived. */
  readonly unlock: () => Promise<void>
  readonly audit: () => readonly AuditLine[]
  /** The complete entries of one stream, each after everything it refers to: without sorting or holding them all, unlike `audit`. */
  readonly lines: (stream: string) => Iterable<AuditLine>
  /** How many entries are stored. */
  readonly count: () => number
  readonly status: (id: EntryId) => AuditLine | null
  readonly entries: (filter?: EntryFilter) => Iterable<AcceptedEntry>
  readonly entry: (id: EntryId) => AcceptedEntry | null
  /** One that the rules accept and that a fork, a removal or a revocation set aside; null for all others. */
  readonly setAside: (id: EntryId) => AcceptedEntry | null
  /** Wire bytes of a stored entry. */
  readonly wire: (id: EntryId) => Uint8Array | null
  /** @returns how to stop listening. */
  readonly subscribe: (listener: (event: ReplicaEvent) => void) => () => void
  readonly own: (stream: string) => OwnPlace | null
  /** Ids of this device's own logs, to ask peers about before the first write. */
  readonly ownLogs: () => readonly LogId[]
  /** Whether a peer that holds an end of them could still let one go on. */
  readonly hasUnprovenLogs: () => boolean
  /** One list of heads per peer that answered. Unless one of them confirms the end of a log, its next write begins a fresh incarnation. */
  readonly proveContinuity: (answers: readonly (readonly LogHead[])[]) => Promise<ReadonlyMap<string, Continuity>>
  /** The next write begins a new log: in one stream, or in all. */
  readonly startFreshIncarnation: (stream?: string) => Promise<void>
  /** How many entries wait for their past, for a view, or for a key. */
  readonly waiting: () => { readonly past: number; readonly view: number; readonly key: number }
  /** Waits for running steps; the store stays open. */
  readonly close: () => Promise<void>
}

const noRoot = toHex(new Uint8Array(32))
const governanceRoot = (core: Core): string => core.roots.of(core.graph, governanceStream) ?? noRoot

/** Forgets verdicts and state and judges everything again: the rules changed, or a step was cut short. */
const rejudge = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  core.init.store.commit(core.init.space, { ...noChanges, resetJudgements: true, clearRegisters: true, foldVersion: core.init.foldVersion })
  Object.assign(core, emptyCore(core.init), { listeners: core.listeners })
  loadInto(core)
  await advance(core, breathe)
}

/**
 * Opens a space from its store. One replica per space and process.
 * @throws DaomeshError `STORAGE_FAILED`, `STORAGE_DAMAGED`.
 */
export const openReplica = async (init: ReplicaInit): Promise<Replica> => {
  const breathe = init.breathe ?? nextTurn
  const core = emptyCore(init)
  const { refold, settled } = loadInto(core)
  if (refold) await rejudge(core, breathe)
  else if (!settled) await advance(core, breathe)
  const hashed = lastStateHash()
  const queue = makeQueue(breathe)
  let snapshot: Promise<void> | null = null
  /** How many writes and ingests are under way. */
  let asked = 0
  const beginSnapshot = (): void => {
    snapshot ??= keepSnapshot(core, breathe).finally(() => {
      snapshot = null
    })
  }
  if (isSnapshotWorth(core)) beginSnapshot()
  const run = <T>(task: () => Promise<T>): Promise<T> =>
    queue.run(async () => {
      if (core.closed) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'closed' } })
      const done = await task()
      if (isSnapshotDue(core, asked > 0)) beginSnapshot()
      return done
    })
  /** A snapshot begins when nobody waits for the replica, and takes its turn like a task. */
  const waitedFor = async <T>(work: Promise<T>): Promise<T> => {
    asked++
    try {
      return await work
    } finally {
      asked--
      if (asked === 0 && isSnapshotDue(core, false)) run(async () => undefined).catch(() => undefined)
    }
  }

  const write = makeGroup<AppendRequest, readonly Appended[]>({
    schedule: run,
    sizeOf: ({ entries }) => entries.length,
    most: limits.batchEntries,
    run: (requests) => append(core, requests, breathe),
  })
  const checks = makeQueue(breathe)
  const ingest = makeIngest(core, run, breathe)
  const takeIn = makeGroup<IngestRequest, Checked>({
    schedule: checks.run,
    sizeOf: ({ bytes }) => bytes.length,
    most: takenTogether,
    run: async (requests) => fulfilled(await ingest(requests)),
  })
  const appendMany = async (entries: readonly Append[]): Promise<readonly Appended[]> => {
    const stream = entries[0]?.stream
    if (stream === undefined) return []
    if (entries.some((entry) => entry.stream !== stream)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'stream' } })
    return waitedFor(write({ stream, entries }))
  }

  const keepEnd = (): void => {
    run(async () => commit(core)).catch(() => {
      // The disk refuses, and whoever writes next is told. Memory went back to what is on disk, where the log is unproven as before.
    })
  }

  return {
    space: init.space,
    roots: () => core.roots.read(core.graph),
    heads: (stream) => headsOf(core.graph, stream),
    head: (log) => {
      const record = core.graph.logs.get(log)
      return record === undefined ? null : headOf(record)
    },
    has: (id) => core.graph.nodes.has(id),
    idAt: (log, seq) => idAt(core, log, seq),
    depthAt: (log, seq) => depthAt(core, log, seq),
    range: (log, fromSeq, maxBytes) => {
      const page = range(core, log, fromSeq, maxBytes)
      if (page.entries.length > 0 && endWhenGiven(core, log)) keepEnd()
      return page
    },
    ingest: (bytes, { durable = true } = {}) => waitedFor(takeIn({ bytes, durable }).then(({ report }) => report)),
    get state() {
      return core.state
    },
    append: async (entry) => {
      const [appended] = await appendMany([entry])
      if (!appended) throw new DaomeshError('INTERNAL')
      return appended
    },
    appendMany,
    stateRoot: () => core.state.root(),
    setRoot: () => governanceRoot(core),
    tips: (stream) => tipsOf(core, stream),
    pastOf: (places) => pastOf(core, places),
    stateHash: (cut) =>
      core.refoldDue || core.ready.length > 0 || hasLockedGovernance(core)
        ? null
        : hashed({ foldVersion: init.foldVersion, cut, setRoot: governanceRoot(core), stateRoot: core.state.root() }),
    foldAt: (views) => run(() => foldUnder(core, views, breathe)),
    viewsChanged: () =>
      run(async () => {
        for (const node of core.viewWaiting) core.ready.push(node)
        core.viewWaiting.clear()
        noteRemovals(core)
        await advance(core, breathe)
      }),
    unlock: () =>
      run(async () => {
        for (const node of [...core.locked].sort(causally)) {
          node.verdict = 'pending'
          core.ready.push(node)
        }
        await advance(core, breathe)
      }),
    audit: () => audit(core),
    lines: (stream) => lines(core, stream),
    count: () => core.graph.nodes.size,
    status: (id) => {
      const node = core.graph.nodes.get(id)
      return node ? auditLine(core, node) : null
    },
    entries: (filter = {}) => openEntries(core, filter),
    entry: (id) => {
      const node = core.graph.nodes.get(id)
      return node ? openOne(core, node) : null
    },
    setAside: (id) => {
      const node = core.graph.nodes.get(id)
      return node ? openAside(core, node) : null
    },
    wire: (id) => wireOf(core, id),
    subscribe: (listener) => {
      core.listeners.add(listener)
      return () => core.listeners.delete(listener)
    },
    own: (stream) => {
      const own = core.own.get(stream)
      if (!own) return null
      const head = core.graph.logs.get(own.log)?.head ?? null
      return {
        log: own.log,
        incarnation: own.incarnation,
        seq: head === null ? 0 : head.seq + 1,
        continuity: core.proven.has(stream) ? 'proven' : 'unproven',
      }
    },
    ownLogs: () => [...core.own.values()].map((own) => own.log),
    hasUnprovenLogs: () => [...core.own.keys()].some((stream) => !core.proven.has(stream)),
    proveContinuity: (answers) =>
      run(async () => {
        const found = proveContinuity(core, answers)
        commit(core)
        return found
      }),
    startFreshIncarnation: (stream) =>
      run(async () => {
        for (const name of stream === undefined ? [...core.own.keys()] : [stream]) endOwnLog(core, name)
        commit(core)
      }),
    waiting: () => ({ past: core.graph.incomplete.size, view: core.viewWaiting.size, key: core.locked.size }),
    close: async () => {
      await checks.run(async () => undefined)
      await queue.run(async () => {
        await snapshot
        if (!core.closed && isSnapshotWorth(core)) await keepSnapshot(core, breathe)
        core.closed = true
        core.listeners.clear()
      })
    },
  }
}
