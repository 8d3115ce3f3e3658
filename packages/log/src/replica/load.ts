import { decodeHeader, logIdOf, unlinkKind, type ViewFact, type ViewId } from '@daomesh/protocol'
import { type ReadSnapshot, readSnapshot } from '../snapshot/readSnapshot.ts'
import type { LoadedEntry, LoadedSpace } from '../store/LogStore.ts'
import { stateTree } from '../tree/stateTree.ts'
import { loadAside, takeAside } from './aside.ts'
import { type Core, freshMemory } from './core.ts'
import { noteRemovals, noteUnlink, ruleOn } from './drain.ts'
import { attachHeader, type GraphChange } from './graph.ts'
import { emptyGraph, type EntryNode } from './model.ts'
import { holdAsTip } from './tips.ts'

export type Loaded = {
  /** Everything has to be judged and folded again. */
  readonly refold: boolean
  /** What counts is as the last step left it: nothing has to be looked at before the replica answers. */
  readonly settled: boolean
}

/** Fills an empty memory from the store: entries, judgements, registers. Nothing is judged or folded again. */
export const loadInto = (core: Core): Loaded => {
  const { init } = core
  const snapshot = snapshotOf(core)
  if (snapshot !== null) {
    const loaded = init.store.load(init.space, 'after snapshot')
    if (loaded.foldVersion !== init.foldVersion) return { refold: true, settled: false }
    if (takeSnapshot(core, snapshot, loaded))
      return { refold: false, settled: core.ready.length === 0 && snapshot.view === init.views.current().view }
    Object.assign(core, freshMemory(init.space))
  }
  return { refold: loadRows(core), settled: false }
}

/** The same from the rows alone. @returns whether everything has to be judged and folded again. */
const loadRows = (core: Core): boolean => {
  const { init } = core
  const loaded = init.store.load(init.space)
  for (const row of loaded.entries) attachRow(core, row)
  takeRest(core, loaded, core.graph.order)
  return loaded.foldVersion !== init.foldVersion
}

/** Fills an empty memory again while the replica runs: a fold anew that was cut short is still due. */
export const loadAgain = (core: Core): void => {
  if (!loadInto(core).refold) return
  Object.assign(core, freshMemory(core.init.space))
  loadRows(core)
  core.refoldDue = true
}

/** A snapshot only saves time: one that cannot be read is as good as none. */
const snapshotOf = (core: Core): ReadSnapshot | null => {
  const bytes = core.init.store.snapshot(core.init.space)
  if (bytes === null) return null
  try {
    return readSnapshot(core.init.space, bytes)
  } catch {
    return null
  }
}

const attachRow = (core: Core, row: LoadedEntry): void => {
  const change: GraphChange = { completed: [], broken: [] }
  judgeAs(attachHeader(core.graph, row.id, decodeHeader(row.headerBytes), change), row)
}

const judgeAs = (node: EntryNode, row: LoadedEntry): void => {
  node.verdict = row.verdict
  node.reason = row.reason
  node.standing = row.standing
  node.member = row.member
}

const isOpen = ({ verdict }: LoadedEntry): boolean => verdict === 'pending' || verdict === 'locked'

/** Puts the snapshot under what came after it; false when something it left open was judged since, so that what it derived is out of date. */
const takeSnapshot = (core: Core, snapshot: ReadSnapshot, loaded: LoadedSpace): boolean => {
  const { nodes } = snapshot
  core.graph = emptyGraph(core.init.space, nodes)
  core.state = stateTree(snapshot.state)
  core.snapshotCount = nodes.count
  for (const log of snapshot.logs) {
    core.graph.logs.set(log.id, log)
    core.graph.touched.add(log)
    if (log.forkSeq !== null) core.graph.forked.add(log)
  }
  for (const member of snapshot.members) core.members.add(member)
  for (const view of snapshot.views) {
    const fact = core.init.views.lookup(view)
    if (fact) core.views.set(view, fact)
  }
  for (const [stream, places] of snapshot.tips) core.tips.set(stream, new Set(places.map(nodes.at)))
  const open: EntryNode[] = []
  for (const row of loaded.entries) {
    const node = nodes.find(row.id)
    if (node === undefined) attachRow(core, row)
    else if (isOpen(row)) {
      judgeAs(node, row)
      open.push(node)
    } else return false
  }
  takeRest(core, loaded, [...open, ...core.graph.order.later])
  return true
}

/** What was accepted once is accepted again, also while the facts of its view are not here. */
const anybody: ViewFact = { view: '' as ViewId, index: -1, members: null }
const noUnlink = { unlinks: null }

/** Registers, own logs, and what is derived from the judgements of these entries. */
const takeRest = (core: Core, loaded: LoadedSpace, nodes: Iterable<EntryNode>): void => {
  const { device, init } = core
  for (const row of loaded.registers) core.state.restore(row)
  for (const { stream, incarnation } of loaded.own)
    if (device !== null) core.own.set(stream, { stream, incarnation, log: logIdOf(device, init.space, { stream, incarnation }) })
  for (const node of nodes) {
    if (node.member !== null) core.members.add(node.member)
    const fact = node.verdict === 'pending' ? undefined : init.views.lookup(node.view)
    if (fact) core.views.set(fact.view, fact)
    for (const seat of fact?.through?.values() ?? []) core.members.add(seat)
    if (node.verdict === 'locked') core.unjudged.locked.add(node)
    if (node.verdict === 'pending') core.ready.push(node)
    holdAsTip(core.tips, node)
    if (node.verdict !== 'pending' && node.verdict !== 'locked') core.graph.waiters.delete(node.id)
  }
  // Revocations are few and are read again.
  for (const node of core.graph.order.ofKind(unlinkKind))
    if (node.verdict === 'accepted') noteUnlink(core, node, ruleOn(core, node, init.views.lookup(node.view) ?? anybody) ?? noUnlink)
  loadAside(core)
  takeAside(core)
  noteRemovals(core)
  if (core.graph.forked.size > 0) core.recounting = true
}
