import { commentsOf, type LeafPlace } from '@daomesh/governance'
import { type Address, type BountyId, DaomeshError, type EscrowAction, type EscrowLevel, type Hex, leavesPerBlock } from '@daomesh/protocol'
import { type ActParameters, type BountyOutcome, carryOut } from '../bounties/carryOut.ts'
import type { KnownBounty } from '../bounties/createBountyDesk.ts'
import { dealOfBounty } from '../bounties/dealOfBounty.ts'
import { keccakOf } from '../bounties/keccakOf.ts'
import { partOf } from '../bounties/parts.ts'
import { pathTo, titleOf } from '../bounties/path.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'

/** What can be done about a bounty, or a leaf of it (`node`). Amounts in the smallest unit of its token, times in seconds of chain time. */
export type BountyAct =
  | { readonly kind: 'cancel' }
  /** `nodes`: several leaves of one owner, beside `node` or instead of it. */
  | { readonly kind: 'accept'; readonly node: Hex | null; readonly nodes: readonly Hex[]; readonly signature: Hex }
  | { readonly kind: 'object'; readonly node: Hex | null; readonly reason: string }
  | { readonly kind: 'contest'; readonly node: Hex | null; readonly signature: Hex }
  | { readonly kind: 'rule'; readonly node: Hex | null; readonly hunterAmount: bigint }
  | { readonly kind: 'release' }
  | { readonly kind: 'refund' }
  | {
      readonly kind: 'settle'
      readonly hunterAmount: bigint
      readonly validUntil: number
      readonly hunterSignature: Hex
      readonly issuerSignature: Hex
    }
  | { readonly kind: 'free'; readonly node: Hex; readonly amount: bigint; readonly signature: Hex }
  | { readonly kind: 'redirect'; readonly node: Hex; readonly to: Address; readonly signature: Hex }

export type ActOnBountyParameters = ActParameters & { readonly bounty: BountyId; readonly act: BountyAct }

const placeOf = ({ id, record }: KnownBounty, node: Hex) => {
  const place = record?.places.get(node)
  if (place === undefined) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: id, node } })
  return place
}

/** Leaves of one owner as the escrow marks them: a word for each split and block of 64. A signature is over one such word. */
const levelsOf = (places: readonly LeafPlace[], from: number, signature: Hex): readonly EscrowLevel[] => {
  const levels = new Map<string, EscrowLevel>()
  for (const { split, index } of places) {
    const block = Math.floor(index / leavesPerBlock)
    const name = `${split}:${block}`
    const leaves = (levels.get(name)?.leaves ?? 0n) | (1n << BigInt(index % leavesPerBlock))
    levels.set(name, { from, split, block, leaves, signature })
  }
  return [...levels.values()]
}

const acceptance = (known: KnownBounty, { node, nodes, signature }: Extract<BountyAct, { readonly kind: 'accept' }>): EscrowAction => {
  const { agreement } = known.bundle
  const parts = [...(node === null || node === known.id ? [] : [node]), ...nodes]
  if (parts.length === 0) return { kind: 'accept', agreement, signature }
  const places = parts.map((part) => placeOf(known, part))
  const owner = places[0]?.owner ?? known.id
  if (places.some((place) => place.owner !== owner))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'nodes', reason: 'split off by more than one payee' } })
  const { path, position } = pathTo(known, owner)
  const levels = levelsOf(places, position, signature)
  if (levels.length > 1 && signature !== '0x')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'signature', reason: 'one signature is over 64 leaves of one split' } })
  return { kind: 'acceptLeaves', agreement, path, levels }
}

const objection = (known: KnownBounty, node: Hex | null, reason: string): EscrowAction => {
  const { agreement } = known.bundle
  const reasonHash = keccakOf(reason)
  if (node === null || node === known.id) return { kind: 'object', agreement, reasonHash }
  const { sub } = placeOf(known, node)
  if (sub === undefined) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: known.id, node } })
  return { kind: 'objectLeaf', agreement, path: pathTo(known, node).path, sub, reasonHash }
}

/** @throws DaomeshError `BOUNTY_UNKNOWN` for a leaf that is not known here; `INPUT_INVALID` for a redirection to the zero address. */
export const actionOf = (known: KnownBounty, act: BountyAct): EscrowAction => {
  const { agreement } = known.bundle
  switch (act.kind) {
    case 'accept':
      return acceptance(known, act)
    case 'object':
      return objection(known, act.node, act.reason)
    case 'contest':
      return { kind: 'contest', node: act.node ?? known.id, signature: act.signature }
    case 'rule':
      return { kind: 'rule', node: act.node ?? known.id, hunterAmount: act.hunterAmount }
    case 'redirect':
      // The contract does not ask, and what goes there is nobody's.
      if (BigInt(act.to) === 0n)
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'to', reason: 'nobody receives at the zero address' } })
      return { kind: 'redirect', agreement, path: pathTo(known, act.node).path, to: act.to, signature: act.signature }
    case 'free':
      return { kind: 'free', agreement, path: pathTo(known, act.node).path, amount: act.amount, signature: act.signature }
    case 'settle': {
      const { hunterAmount, validUntil, hunterSignature, issuerSignature } = act
      return { kind: 'settle', agreement, hunterAmount, validUntil, hunterSignature, issuerSignature }
    }
    case 'cancel':
    case 'release':
    case 'refund':
      return { kind: act.kind, agreement }
  }
}

/** The words of an objection stand in the deal of what it is about, where that is here; the chain keeps their hash. Told once. */
const tellReason = async (
  node: NodeContext,
  known: KnownBounty,
  { node: at, reason }: Extract<BountyAct, { readonly kind: 'object' }>,
): Promise<void> => {
  const { agreement } = partOf(node, known, at)
  const deal = dealOfBounty(node, agreement)
  if (deal === null || reason === '' || !deal.space.canWrite()) return
  if (commentsOf(deal.space.registers(), deal.bounty).some(({ text }) => text === reason)) return
  await deal.space.append('comment.post', { about: deal.bounty, replyTo: null, text: reason })
}

/**
 * Does one thing about a bounty, by a transaction of this account or a proposal to a DAO. The chain judges it; what it would refuse now ends as failed before
 * anything is signed.
 * @throws DaomeshError `BOUNTY_UNKNOWN` for a bounty or leaf that is not known here; `INPUT_INVALID` for a redirection to the zero address.
 */
export const actOnBounty = async (
  node: NodeContext,
  parameters: ActOnBountyParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const known = await node.bounties.known(parameters.bounty)
  if (parameters.act.kind === 'object') await tellReason(node, known, parameters.act)
  const text = parameters.act.kind === 'object' ? parameters.act.reason : titleOf(known)
  return carryOut(node, parameters, { action: actionOf(known, parameters.act), title: titleOf(known), text }, keep)
}
