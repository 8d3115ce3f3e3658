import { decodeEscrow } from '@daomesh/chain'
import { committedOf, listProposals, nodeOf } from '@daomesh/governance'
import { type BountyId, bountyIdOf, type DecisionId, type Hex, toRecord } from '@daomesh/protocol'
import type { z } from 'zod'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { stands } from '../../bounties/proposedPayment.ts'
import { signedNodes } from '../../bounties/signedNodes.ts'
import type { NodeContext } from '../../context.ts'
import type { pyramidPage, PyramidLeaf } from '../../contract/bountyPyramid.ts'
import { isUnderWay } from '../../due/carryCalls.ts'
import { knownPlans, type PlanBook } from '../../pyramids/knownPlans.ts'
import { type AgreedPart, partsAgreed } from '../../pyramids/partsAgreed.ts'
import { plainLeaf } from '../../pyramids/plainLeaf.ts'
import { carriedBy, judgeOf, type PlanTree, planTrees } from '../../pyramids/planTree.ts'
import { type PyramidSubject, pyramidSubject } from '../../pyramids/pyramidSubject.ts'
import { partRows, planRows } from '../../pyramids/pyramidRows.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import { marginRows } from './bountyTree.ts'

type Page = z.input<typeof pyramidPage>
type Row = Page['rows'][number]
type TreeOf = (bounty: BountyId) => Promise<PlanTree | null>

/** What is known of the pyramid that the chain holds, below the bounty that is asked about; what is not there yet is on its way. */
const placedRows = (node: NodeContext, { known, node: at }: NonNullable<PyramidSubject['host']>): readonly Row[] => {
  const margins = marginRows(node, known)
  const from = margins.findIndex((row) => row.node === (at ?? known.id))
  const top = margins[from]?.depth ?? 0
  const rest = margins.slice(from + 1)
  const end = rest.findIndex(({ depth }) => depth <= top)
  return (end < 0 ? rest : rest.slice(0, end)).map((row) => ({
    key: row.node,
    depth: row.depth - top,
    bounty: row.bounty,
    deal: null,
    title: row.title,
    payee: row.payee,
    amount: row.amount,
    passesOn: row.committed,
    keeps: row.margin,
    state: row.anchored ? 'anchored' : 'pending',
    planned: false,
    part: null,
  }))
}

/** Whether members vote on a split of this bounty, or a transaction that splits it is on its way. */
const isSplitting = (node: NodeContext, { taker }: PyramidSubject, root: BountyId): boolean => {
  if (taker === null) return true
  if (taker.as === null) return isUnderWay(node, node.account.required(), node.bounties.escrow)
  const space = node.spaces.dao(taker.as)
  const { chainId, escrow } = node.bounties
  return listProposals(space.registers(), space.chainState(), presentOf(node, space), ({ decision }) =>
    decision.calls.some(({ target }) => target === escrow),
  ).some(
    ({ status, decision }) =>
      status !== 'enacted' &&
      stands.has(status) &&
      decision.calls.some(({ target, data }) => {
        const action = target === escrow ? decodeEscrow(data) : null
        return action?.kind === 'split' && bountyIdOf(chainId, escrow, action.agreement) === root
      }),
  )
}

/** Of a split that the chain holds, its leaves with what those carry, where a part of that is still to be opened. */
const unfinishedIn = async (node: NodeContext, known: KnownBounty, at: Hex, treeOf: TreeOf): Promise<readonly PyramidLeaf[]> => {
  const { record } = known
  if (record === null) return []
  const { chainId, escrow } = node.bounties
  const signed = signedNodes(node, known)
  for (const split of known.anchored) {
    if (split.node !== at || split.split === 0) continue
    const keys = [...record.places].filter(([, place]) => place.owner === at && place.split === split.split).map(([key]) => key)
    const trees = await Promise.all(
      split.leaves.map(({ agreement, planned }) =>
        planned === null ? Promise.resolve(null) : treeOf(bountyIdOf(chainId, escrow, agreement)),
      ),
    )
    const closed = split.leaves.some(({ planned }, i) => {
      const key = keys[i]
      return planned !== null && key !== undefined && trees[i]?.complete === true && !nodeOf(record, key).opened && !signed.has(key)
    })
    if (closed && split.leaves.every(({ planned }, i) => planned === null || trees[i]?.plan.planned.root === planned.root))
      return split.leaves.map(({ agreement, terms }, i) => {
        const tree = trees[i] ?? null
        return plainLeaf({ agreement, terms, carried: tree === null ? null : carriedBy(tree) })
      })
  }
  return []
}

/** What was planned, each part of it as another plan would take it now: that may pass on something else since. */
const standingRows = async (
  node: NodeContext,
  own: PlanTree,
  candidates: readonly AgreedPart[],
  treeOf: TreeOf,
): Promise<readonly Row[]> => {
  const { chainId, escrow } = node.bounties
  const parts = await Promise.all(
    own.plan.leaves.map(async ({ agreement, terms, planned }, i): Promise<Row['part']> => {
      const bounty = bountyIdOf(chainId, escrow, agreement)
      const agreed = candidates.find((part) => part.bounty === bounty)
      if (agreed !== undefined) return partRows(node, agreed, await treeOf(bounty), '')[0]?.part ?? null
      const below = own.below[i] ?? null
      const carried = below?.complete === true ? carriedBy(below) : null
      const root = planned === null ? null : { root: planned.root, sum: planned.sum.toString() }
      return { leaf: plainLeaf({ agreement, terms, carried }), planned: root, ready: planned === null || carried !== null }
    }),
  )
  let top = -1
  return planRows(node, own, 'plan', 1).map((row) => {
    if (row.depth === 1) top += 1
    return row.depth === 1 ? { ...row, planned: true, part: parts[top] ?? null } : row
  })
}

/** Of the plans that this account or its DAO made, one that was made after the one that stands, and is not signed yet. */
const askedAfter = (book: PlanBook, bounty: BountyId, { plan }: PlanTree): DecisionId | null => {
  const later = (book.get(bounty) ?? []).filter((one) => one.own !== null && one.signature === '0x' && one.place > plan.place)
  return plan.signature === '0x' ? null : (later[0]?.own?.decision ?? null)
}

const live: ReadonlySet<string> = new Set(['funded', 'delivered'])

/**
 * Everything that is known here of how a bounty is passed on, from the top down: what the chain holds, what was planned and signed, and the parts that were
 * agreed on in deals and stand in no split yet.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readPyramid = async (node: NodeContext, { bounty }: { readonly bounty: BountyId }): Promise<Page> => {
  const subject = await pyramidSubject(node, bounty)
  const { agreement, terms, deal, host, taker } = subject
  const book = knownPlans(node)
  const treeOf = planTrees(node, book, judgeOf(node))
  const record = host?.known.record ?? null
  const at = host === null ? null : (host.node ?? host.known.id)
  const isLive = record !== null && live.has(record.status)
  const step = taker === null ? 'none' : isLive ? 'anchor' : record === null ? 'plan' : 'none'
  const own = host === null ? await treeOf(bounty) : null
  const splitting = host === null || isSplitting(node, subject, host.known.id)
  const candidates = taker === null ? [] : partsAgreed(node, agreement)
  const all = await node.bounties.all()
  const { chainId, escrow } = node.bounties
  const anchored = new Set(
    all.flatMap((one) => one.anchored.flatMap(({ leaves }) => leaves.map((leaf) => bountyIdOf(chainId, escrow, leaf.agreement)))),
  )
  const planned = new Set((own?.plan.leaves ?? []).map((leaf) => bountyIdOf(chainId, escrow, leaf.agreement)))
  const offered = candidates.filter((part) => !anchored.has(part.bounty) && !planned.has(part.bounty))
  const placed = host === null ? [] : placedRows(node, host)
  // A split that was voted down, or that its sender refused, is on no way: its parts can be chosen again.
  const shown = splitting ? placed : placed.filter(({ state }) => state !== 'pending')
  const onTheWay = new Set(shown.map((row) => row.bounty))
  const parts = await Promise.all(
    offered
      .filter((part) => !onTheWay.has(part.bounty))
      .map(async (part, i) => partRows(node, part, await treeOf(part.bounty), `part.${i}`)),
  )
  const standing = own === null ? [] : step === 'plan' ? await standingRows(node, own, candidates, treeOf) : planRows(node, own, 'plan', 1)
  return {
    bounty,
    title: terms?.title ?? null,
    agreement: toRecord(agreement) as Page['agreement'],
    deal,
    mine: taker !== null,
    as: taker?.as ?? null,
    step,
    root: host?.known.id ?? null,
    node: host?.node ?? null,
    committed: (record === null || at === null ? 0n : committedOf(record, at)).toString(),
    safe: record !== null && shown.every(({ state }) => state === 'anchored'),
    plan:
      own === null
        ? null
        : {
            decision: own.plan.own?.decision ?? null,
            signed: own.signed,
            sum: own.plan.planned.sum.toString(),
            asked: askedAfter(book, bounty, own),
          },
    unfinished: host === null || at === null || step !== 'anchor' ? [] : [...(await unfinishedIn(node, host.known, at, treeOf))],
    rows: [...shown, ...standing, ...parts.flat()],
  }
}
