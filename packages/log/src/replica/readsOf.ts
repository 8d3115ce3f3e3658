import { governanceStream, toHex } from '@daomesh/protocol'
import { headOf, headsOf } from '../tree/setRoots.ts'
import { lastStateHash } from '../tree/stateHash.ts'
import { asideLines, auditPage } from './auditPage.ts'
import type { Core } from './core.ts'
import { pastOf, tipsOf } from './past.ts'
import { recent } from './recent.ts'
import { audit, auditLine, depthAt, idAt, idsAt, lines, openAside, openEntries, openOne, wireOf } from './read.ts'
import type { Replica } from './replica.ts'

const noRoot = toHex(new Uint8Array(32))
const governanceRoot = (core: Core): string => core.roots.of(core.graph, governanceStream) ?? noRoot

/** What can be asked of a replica at any time, since it changes nothing. */
type Reads = Omit<
  Replica,
  | 'state'
  | 'entriesAt'
  | 'give'
  | 'ingest'
  | 'append'
  | 'appendMany'
  | 'foldAt'
  | 'viewsChanged'
  | 'unlock'
  | 'subscribe'
  | 'proveContinuity'
  | 'startFreshIncarnation'
  | 'close'
>

/** Always of what the last finished step left. */
export const readsOf = (core: Core): Reads => {
  const hashed = lastStateHash()
  return {
    space: core.init.space,
    roots: () => core.roots.read(core.graph),
    heads: (stream) => headsOf(core.graph, stream),
    head: (log) => {
      const record = core.graph.logs.get(log)
      return record === undefined ? null : headOf(record)
    },
    has: (id) => core.graph.nodes.has(id),
    idAt: (log, seq) => idAt(core, log, seq),
    idsAt: (log, seq) => idsAt(core, log, seq),
    depthAt: (log, seq) => depthAt(core, log, seq),
    stateRoot: () => core.state.root(),
    setRoot: () => governanceRoot(core),
    tips: (stream) => tipsOf(core, stream),
    pastOf: (places) => pastOf(core, places),
    stateHash: (cut) =>
      core.closed || core.refoldDue || core.ready.length > 0
        ? null
        : hashed({
            foldVersion: core.init.foldVersion,
            cut,
            setRoot: governanceRoot(core),
            unjudgedRoot: core.unjudged.root(),
            stateRoot: core.state.root(),
          }),
    unjudgedRoot: () => core.unjudged.root(),
    audit: () => audit(core),
    auditPage: (query) => auditPage(core, query),
    asideLines: () => asideLines(core),
    lines: (stream) => lines(core, stream),
    recent: (stream) => recent(core, stream),
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
    waiting: () => ({ past: core.graph.incomplete.size, view: core.unjudged.viewWaiting.size, key: core.unjudged.locked.size }),
  }
}
