import { governanceStream, type ViewFacts } from '@daomesh/protocol'
import type { FoldedState } from '../tree/stateHash.ts'
import { stateTree } from '../tree/stateTree.ts'
import { idRoot } from '../tree/unjudged.ts'
import { commit } from './commit.ts'
import type { Core } from './core.ts'
import { ruleOn } from './drain.ts'
import { holdsBack, type Ruling } from './judge.ts'
import { deviceKeyOf, type EntryNode, streamOf } from './model.ts'
import { standings } from './standing.ts'

const slice = 256

/** Folds the counted entries again, beside the live state, and puts the result in its place in one transaction. */
export const refold = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  const tree = stateTree()
  let n = 0
  for (const node of core.graph.order) {
    if (node.verdict !== 'accepted' || node.standing !== 'counted' || streamOf(node) !== governanceStream) continue
    const fact = core.init.views.lookup(node.view)
    const ruling = fact && ruleOn(core, node, fact)
    if (ruling?.verdict === 'accepted') tree.merge(node.id, ruling.writes)
    if (++n % slice === 0) await breathe()
  }
  core.state = tree
  core.refoldDue = false
  commit(core, { clearRegisters: true, foldVersion: core.init.foldVersion })
}

/**
 * What the same set of entries folds to under other, older view facts: for comparing with a peer that is behind on the chain.
 * Reads everything and changes nothing.
 */
export const foldUnder = async (core: Core, views: ViewFacts, breathe: () => Promise<void>): Promise<FoldedState> => {
  const rulings = new Map<EntryNode, Ruling>()
  const viewWaiting = new Set<EntryNode>()
  const shadow = { ...core, init: { ...core.init, views } }
  const order = [...core.graph.order]
  let n = 0
  for (const node of order) {
    const fact = views.lookup(node.view)
    const waits = node.refs.some((ref) => holdsBack(ref, rulings.get(ref)?.verdict ?? 'pending', node))
    if (waits) continue
    if (fact === undefined) {
      viewWaiting.add(node)
      continue
    }
    const origin = rulings.get(node.origin ?? node)
    const ruling = ruleOn(shadow, node, fact, origin ?? { verdict: 'pending', member: null })
    if (ruling) rulings.set(node, ruling)
    if (++n % slice === 0) await breathe()
  }
  const cited = order.flatMap((node) => (rulings.has(node) ? [views.lookup(node.view)] : [])).filter((fact) => fact !== undefined)
  const out = standings({
    graph: { order, forked: core.graph.forked },
    factOf: (node) => ({
      member: rulings.get(node.origin ?? node)?.member ?? null,
      view: rulings.has(node) ? views.lookup(node.view) : undefined,
    }),
    views: [...cited, views.current()],
    unlinks: new Map([...rulings].flatMap(([node, { unlinks }]) => (unlinks === null ? [] : [[node, deviceKeyOf(unlinks)] as const]))),
  })
  const tree = stateTree()
  const lacking = idRoot()
  for (const node of order) {
    const ruling = rulings.get(node)
    if (out.has(node)) continue
    if (ruling?.verdict === 'accepted') tree.merge(node.id, ruling.writes)
    else if (streamOf(node) === governanceStream && (ruling?.verdict === 'locked' || viewWaiting.has(node))) lacking.put(node.id)
  }
  return { stateRoot: tree.root(), unjudgedRoot: lacking.root() }
}
