import { DaomeshError, limits } from '@daomesh/protocol'
import { advance } from './advance.ts'
import { append, type Append, type Appended, type AppendRequest } from './append.ts'
import { commit } from './commit.ts'
import { endOwnLog, endWhenGiven, proveContinuity } from './continuity.ts'
import { emptyCore, type ReplicaInit } from './core.ts'
import { noteRemovals } from './drain.ts'
import { fulfilled, makeGroup } from './group.ts'
import { type Checked, type IngestRequest, makeIngest } from './ingest.ts'
import { loadInto } from './load.ts'
import { causally } from './model.ts'
import { makeQueue, nextTurn } from './queue.ts'
import { entriesAt, wireOf } from './read.ts'
import { readsOf } from './readsOf.ts'
import { foldUnder } from './refold.ts'
import { rejudge } from './rejudge.ts'
import type { Replica } from './replica.ts'
import { makeTurns } from './turns.ts'
import { createWritePace, noPace } from './writePace.ts'

/** Single records of several peers that are checked together at most: too few for the threads that check large batches, which a flood shall not start. */
const takenTogether = 48

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
  const { run, waitedFor, end } = makeTurns(core, breathe)

  const { clock, gathersWrites = false } = init
  const { setTimer } = clock
  const pace = gathersWrites && setTimer !== undefined ? createWritePace({ now: clock.now, setTimer }) : noPace
  const write = makeGroup<AppendRequest, readonly Appended[]>({
    schedule: (task) => pace.turn()?.then(() => run(task)) ?? run(task),
    sizeOf: ({ entries }) => entries.length,
    most: limits.batchEntries,
    run: (requests) => {
      pace.noteTaken(requests.length)
      return append(core, requests, breathe)
    },
  })
  const checks = makeQueue(breathe)
  const ingest = makeIngest(core, run, breathe)
  const takeIn = makeGroup<IngestRequest, Checked>({
    schedule: checks.run,
    sizeOf: ({ bytes }) => bytes.length,
    most: takenTogether,
    run: async (requests) => fulfilled(await ingest(requests)),
  })
  const underWay = new Set<Promise<unknown>>()
  const keptUnderWay = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }
  /** A large batch is not gathered with others: it goes to the threads at once, so that they have it when they are done with the one before. */
  const takeAlone = async (request: IngestRequest): Promise<Checked> => {
    const [checked] = await keptUnderWay(ingest([request]))
    if (checked === undefined) throw new DaomeshError('INTERNAL')
    return checked
  }
  const take = (request: IngestRequest): Promise<Checked> => (request.bytes.length > takenTogether ? takeAlone(request) : takeIn(request))
  const appendMany = async (entries: readonly Append[]): Promise<readonly Appended[]> => {
    const stream = entries[0]?.stream
    if (stream === undefined) return []
    if (entries.some((entry) => entry.stream !== stream)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'stream' } })
    return waitedFor(keptUnderWay(write({ stream, entries })))
  }

  return {
    ...readsOf(core),
    entriesAt: (log, seq, wanted) => {
      endWhenGiven(core, log)
      return entriesAt(core, log, seq, wanted)
    },
    give: (id) => {
      const node = core.graph.nodes.get(id)
      if (node !== undefined) endWhenGiven(core, node.log.id)
      return wireOf(core, id)
    },
    ingest: (bytes, { durable = true } = {}) => waitedFor(take({ bytes, durable }).then(({ report }) => report)),
    get state() {
      return core.state
    },
    append: async (entry) => {
      const [appended] = await appendMany([entry])
      if (!appended) throw new DaomeshError('INTERNAL')
      return appended
    },
    appendMany,
    foldAt: (views) => run(() => foldUnder(core, views, breathe)),
    viewsChanged: () =>
      run(async () => {
        const { viewWaiting } = core.unjudged
        for (const node of viewWaiting) {
          viewWaiting.delete(node)
          core.ready.push(node)
        }
        noteRemovals(core)
        await advance(core, breathe)
      }),
    unlock: () =>
      run(async () => {
        for (const node of [...core.unjudged.locked].sort(causally)) {
          node.verdict = 'pending'
          core.ready.push(node)
        }
        await advance(core, breathe)
      }),
    subscribe: (listener) => {
      core.listeners.add(listener)
      return () => core.listeners.delete(listener)
    },
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
    close: async () => {
      pace.stop()
      await checks.run(async () => undefined)
      await Promise.allSettled(underWay)
      await end()
    },
  }
}
