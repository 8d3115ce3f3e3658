import { bountyIdOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { pyramidPage, PyramidLeaf } from '../contract/bountyPyramid.ts'
import { plainLeaf } from './plainLeaf.ts'
import type { AgreedPart } from './partsAgreed.ts'
import type { KnownPlan } from './knownPlans.ts'
import { carriedBy, type PlanTree } from './planTree.ts'
import { dealFor } from '../bounties/dealFor.ts'

type Row = z.input<typeof pyramidPage>['rows'][number]

const stateOf = (tree: PlanTree | null, planned: boolean): Row['state'] => {
  if (tree === null) return planned ? 'unknown' : 'signed'
  if (tree.complete) return 'signed'
  const isUnknown = (one: PlanTree): boolean =>
    one.plan.leaves.some(({ planned: root }, i) => {
      const below = one.below[i] ?? null
      return below === null ? root !== null : isUnknown(below)
    })
  return tree.signed && isUnknown(tree) ? 'unknown' : 'asked'
}

const rowOf = (
  node: NodeContext,
  key: string,
  depth: number,
  leaf: KnownPlan['leaves'][number],
  tree: PlanTree | null,
  state: Row['state'],
): Row => {
  const { agreement, terms, planned } = leaf
  const passesOn = tree?.plan.planned.sum ?? planned?.sum ?? 0n
  return {
    key,
    depth,
    bounty: bountyIdOf(node.bounties.chainId, node.bounties.escrow, agreement),
    deal: dealFor(node, agreement)?.id ?? null,
    title: terms?.title ?? null,
    payee: agreement.hunter,
    amount: agreement.amount.toString(),
    passesOn: passesOn.toString(),
    keeps: (agreement.amount - passesOn).toString(),
    state,
    planned: false,
    part: null,
  }
}

/** What a plan consists of, depth first: signed as far as whoever passes it on has. */
export const planRows = (node: NodeContext, { plan, signed, below }: PlanTree, key: string, depth: number): readonly Row[] =>
  plan.leaves.flatMap((leaf, i) => {
    const tree = below[i] ?? null
    const state = stateOf(tree, leaf.planned !== null)
    const name = `${key}.${i}`
    const row = rowOf(node, name, depth, leaf, tree, signed ? state : 'asked')
    return tree === null ? [row] : [row, ...planRows(node, tree, name, depth + 1)]
  })

/** A part that was agreed on, with all that its payee passes on; it can be put on the chain without what is not signed. */
export const partRows = (node: NodeContext, part: AgreedPart, tree: PlanTree | null, key: string): readonly Row[] => {
  const { agreement, terms, deal, signed } = part
  const complete = tree?.complete === true ? tree : null
  const state = signed ? stateOf(tree, false) : 'agreed'
  const row = rowOf(node, key, 1, { agreement, terms, planned: null }, tree, state)
  const leaf: PyramidLeaf = plainLeaf({ agreement, terms, carried: complete === null ? null : carriedBy(complete) })
  const planned = complete === null ? null : { root: complete.plan.planned.root, sum: complete.plan.planned.sum.toString() }
  return [
    { ...row, deal, part: { leaf, planned, ready: signed && (tree === null || tree.complete) } },
    ...(tree === null ? [] : planRows(node, tree, key, 2)),
  ]
}
