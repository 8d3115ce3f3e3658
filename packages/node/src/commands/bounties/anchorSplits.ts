import { encodeEscrow } from '@daomesh/chain'
import { baseOf, committedOf, escrowGroups, type KnownSplit, nodeOf } from '@daomesh/governance'
import { type Agreement, type BountyId, DaomeshError, type Hex } from '@daomesh/protocol'
import type { BundleSplit } from '../../bounties/bountyBundle.ts'
import { anchorTree, type CarriedSplit } from '../../bounties/anchorTree.ts'
import { type ActParameters, type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { pathTo, titleOf } from '../../bounties/path.ts'
import type { NodeContext } from '../../context.ts'
import type { AnchorLeaf } from '../../contract/bountyPlans.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { SplitAction } from './splitBounty.ts'
import { submitProposal } from '../proposals/submitProposal.ts'
import { titledWithin } from '../../deals/titledWithin.ts'
import { partLines } from '../../words/partLines.ts'

export type AnchorSplitsParameters = ActParameters & {
  readonly bounty: BountyId
  /** The part that is split; null: the bounty itself. */
  readonly node: Hex | null
  readonly leaves: readonly AnchorLeaf[]
}

/** What a key signed stays signed and is shown with each payment; what a DAO signed may end, so it is opened on the chain. */
const mustOpen = async (node: NodeContext, { payee, digest, signature, key }: CarriedSplit): Promise<boolean> => {
  const isShort = signature.length === 2 + 2 * 64 || signature.length === 2 + 2 * 65
  if (isShort && node.adapters.verifier.recoverAccount(digest, signature) === payee) return false
  const asked = { signer: payee, verifier: node.bounties.escrow, hash: digest, signature }
  if (await node.adapters.chain.client.signs(asked)) return true
  throw new DaomeshError('SIGNING_MISMATCH', { meta: { account: payee, node: key } })
}

/** Opens what leaves of one level carry, all in one call. */
const opening = (agreement: Agreement, id: BountyId, known: readonly KnownSplit[], level: readonly CarriedSplit[]): SplitAction => {
  const { groups, positions } = escrowGroups(
    id,
    known,
    level.map(({ key }) => key),
  )
  return {
    kind: 'split',
    agreement,
    path: groups.map((group) => ({ ...group, pay: 0n })),
    splits: level.map(({ key, planned, signature }) => ({ from: positions.get(key) ?? 0, number: 0, ...planned, signature })),
  }
}

const overcommitted = (left: bigint, sum: bigint): DaomeshError =>
  new DaomeshError('BOUNTY_SPLIT', { meta: { reason: 'overcommitted', left: left.toString(), sum: sum.toString() } })

/**
 * What is still to be asked of the escrow, in order, and what is to be kept of it on this disk: the split of the bounty, or of the part `at`, then what its leaves carry, level by level.
 * @throws DaomeshError as `anchorSplits`.
 */
export const anchorActionsOf = async (
  node: NodeContext,
  known: KnownBounty,
  { node: part, leaves }: Pick<AnchorSplitsParameters, 'node' | 'leaves'>,
): Promise<{ readonly actions: readonly SplitAction[]; readonly splits: readonly BundleSplit[] }> => {
  const place = { chainId: node.bounties.chainId, escrow: node.bounties.escrow }
  const { id, bundle, record } = known
  if (record === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: id } })
  const at = part ?? id
  const { splits } = nodeOf(record, at)
  const { root } = anchorTree(place, at, 1, leaves)
  const before = splits.findIndex((one) => one.root === root.root && one.sum === root.sum)
  const number = before < 0 ? splits.length + 1 : before + 1
  const left = baseOf(record, at) - committedOf(record, at)
  if (before < 0 && root.sum > left) throw overcommitted(left, root.sum)
  const tree = anchorTree(place, at, number, leaves)
  const closed = tree.carried.filter(({ key }) => !nodeOf(record, key).opened)
  const asked = await Promise.all(closed.map((one) => mustOpen(node, one)))
  const toOpen = closed.filter((_, i) => asked[i])
  const { agreement } = bundle
  const { path, position } = pathTo(known, at)
  const own = { from: position, number, root: root.root, sum: root.sum, signature: '0x' as const }
  const depths = [...new Set(toOpen.map(({ depth }) => depth))].toSorted((a, b) => a - b)
  const actions = [
    ...(before < 0 ? [{ kind: 'split', agreement, path, splits: [own] } satisfies SplitAction] : []),
    ...depths.map((depth) =>
      opening(
        agreement,
        id,
        [...known.splits, ...tree.known],
        toOpen.filter((one) => one.depth === depth),
      ),
    ),
  ]
  return { actions, splits: tree.splits }
}

/**
 * Splits a funded bounty, or a part of one, among parts that carry splits of their own, to any depth, and opens those that DAOs signed. A DAO does it by one decision, all of it or
 * nothing; a person by a transaction a level. What is on the chain already is left out.
 * @throws DaomeshError `BOUNTY_UNKNOWN` before it is funded; `BOUNTY_SPLIT` where parts make no tree or promise too much; `SIGNING_MISMATCH` where a carried split
 * is not signed by who is paid for it; `BOUNTY_NOTHING_DUE` where all of it is there; `CHAIN_UNREACHABLE`.
 */
export const anchorSplits = async (
  node: NodeContext,
  parameters: AnchorSplitsParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const { as, bounty, leaves } = parameters
  const known = await node.bounties.known(bounty)
  const { actions, splits } = await anchorActionsOf(node, known, parameters)
  const [first] = actions
  if (first === undefined) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { bounty } })
  node.bounties.keep({ ...known.bundle, splits: [...splits] })
  const title = titleOf(known)
  const text = partLines(node.bounties.chainId, leaves)
  if (as === null) return carryOut(node, parameters, { action: first, title, text }, keep)
  const calls = actions.map((action) => {
    const { to, value, data } = encodeEscrow(node.bounties.escrow, action)
    return { target: to, value: value.toString(), data }
  })
  const head = titledWithin('Split the bounty ', title)
  const { decision } = await submitProposal(node, { space: as, draft: null, title: head, content: text, calls }, (outcome) =>
    keep({ transaction: null, approvals: [], decision: outcome.decision }),
  )
  return { transaction: null, approvals: [], decision }
}
