import { DaomeshError, decodeHeader, entryIdOf, governanceStream, logIdOf, unlinkKind, type ViewFact, type ViewId } from '@daomesh/protocol'
import type { Core } from './core.ts'
import { noteRemovals, noteUnlink, ruleOn } from './drain.ts'
import { attachHeader, type GraphChange } from './graph.ts'
import { isComplete, memberOf, streamOf } from './model.ts'

/** Fills an empty memory from the store: entries, judgements, registers. Nothing is judged or folded again. */
export const loadInto = (core: Core): { readonly refold: boolean } => {
  const { graph, init } = core
  const loaded = init.store.load(init.space)
  const change: GraphChange = { completed: [], broken: [] }
  for (const row of loaded.entries) {
    if (entryIdOf(row.headerBytes) !== row.id) throw new DaomeshError('STORAGE_DAMAGED', { meta: { entry: row.id } })
    const node = attachHeader(graph, row.id, decodeHeader(row.headerBytes), change)
    node.verdict = row.verdict
    node.reason = row.reason
    node.standing = row.standing
    node.member = row.member
  }
  for (const row of loaded.registers) core.state.restore(row)
  for (const { stream, incarnation } of loaded.own)
    if (core.device !== null) core.own.set(stream, { stream, incarnation, log: logIdOf(core.device, init.space, { stream, incarnation }) })
  resume(core)
  return { refold: loaded.foldVersion !== init.foldVersion }
}

/** What was accepted once is accepted again, also while the facts of its view are not here. */
const anybody: ViewFact = { view: '' as ViewId, index: -1, members: null }
const noUnlink = { unlinks: null }

/** Rebuilds what is derived from judgements. Revocations are few and are read again. */
const resume = (core: Core): void => {
  for (const node of core.graph.order) {
    if (node.member !== null) core.members.add(node.member)
    const fact = node.verdict === 'pending' ? undefined : core.init.views.lookup(node.view)
    if (fact) core.views.set(fact.view, fact)
    if (node.kind === unlinkKind && node.verdict === 'accepted') noteUnlink(core, node, ruleOn(core, node, fact ?? anybody) ?? noUnlink)
    if (node.verdict === 'locked') core.locked.add(node)
    if (node.verdict === 'pending') core.ready.push(node)
    if (node.verdict === 'accepted' && node.standing === 'counted' && memberOf(node) !== null) {
      const tips = core.tips.get(streamOf(node)) ?? new Set()
      core.tips.set(streamOf(node), tips)
      for (const ref of node.refs) tips.delete(ref)
      tips.add(node)
    }
    if (node.verdict !== 'pending' && node.verdict !== 'locked') core.graph.waiters.delete(node.id)
  }
  noteRemovals(core)
  if (core.graph.forked.size > 0) core.recounting = true
}

/** Whether the state can be claimed: no key is missing for anything that counts. */
export const hasLockedGovernance = (core: Core): boolean => {
  for (const node of core.locked) if (streamOf(node) === governanceStream && node.standing === 'counted' && isComplete(node)) return true
  return false
}
