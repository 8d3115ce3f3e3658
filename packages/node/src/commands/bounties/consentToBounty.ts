import { leafKeyOf } from '@daomesh/governance'
import {
  type Address,
  bountyDomain,
  type BountyId,
  DaomeshError,
  type EscrowMessages,
  type EscrowSubject,
  hashTypedData,
  type Hex,
  leavesPerBlock,
  type SigningRequest,
  type SplitSubject,
} from '@daomesh/protocol'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { treeOf } from '../../bounties/knownSplits.ts'
import type { Plan } from '../../bounties/storedPlan.ts'
import { partOf } from '../../bounties/parts.ts'
import type { NodeContext } from '../../context.ts'

/** What is signed for somebody else to send. Amounts in the smallest unit of the bounty's token, times in seconds of chain time. */
export type BountyConsent =
  | { readonly kind: 'release' }
  | { readonly kind: 'deliver'; readonly contentHash: Hex }
  | { readonly kind: 'acceptLeaf' }
  | { readonly kind: 'contest' }
  | { readonly kind: 'settle'; readonly hunterAmount: string; readonly validUntil: number }
  | { readonly kind: 'free'; readonly amount: string }
  | { readonly kind: 'redirect'; readonly to: Address }
  | { readonly kind: 'split'; readonly number: number; readonly leaves: readonly SplitSubject[] }

export type ConsentToBountyParameters = { readonly bounty: BountyId; readonly node: Hex | null; readonly what: BountyConsent }

/** A message with its name, before it is known what it is about. */
type Step = { [N in keyof EscrowMessages]: { readonly name: N; readonly message: EscrowMessages[N] } }[keyof EscrowMessages]

/** The way from the bounty down to a node of it. */
const placeOf = ({ id, record }: KnownBounty, node: Hex): EscrowSubject['place'] => {
  const place = node === id ? undefined : record?.places.get(node)
  if (place === undefined) return []
  return [...placeOf({ id, record } as KnownBounty, place.owner), { split: place.split, index: place.index }]
}

const stepOf = (context: NodeContext, known: KnownBounty, at: Hex, part: BountyId, what: BountyConsent): Step => {
  const { chainId, escrow } = context.bounties
  switch (what.kind) {
    case 'release':
      return { name: 'Release', message: { bounty: known.id } }
    case 'deliver':
      return { name: 'Delivery', message: { bounty: known.id, contentHash: what.contentHash } }
    case 'settle':
      return { name: 'Settlement', message: { bounty: known.id, hunterAmount: BigInt(what.hunterAmount), validUntil: what.validUntil } }
    case 'contest':
      return { name: 'Contest', message: { node: at } }
    case 'free':
      return { name: 'Freeing', message: { node: at, amount: BigInt(what.amount) } }
    case 'redirect':
      if (BigInt(what.to) === 0n)
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'to', reason: 'nobody receives at the zero address' } })
      return { name: 'Redirection', message: { node: at, to: what.to } }
    case 'acceptLeaf': {
      const place = known.record?.places.get(at)
      if (place === undefined) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: known.id, node: at } })
      const [block, bit] = [Math.floor(place.index / leavesPerBlock), BigInt(place.index % leavesPerBlock)]
      return { name: 'Acceptance', message: { node: place.owner, split: place.split, block, leaves: 1n << bit } }
    }
    case 'split': {
      const { root, sum } = treeOf(chainId, escrow, what.leaves as Parameters<typeof treeOf>[2])
      return { name: 'Split', message: { bounty: part, number: what.number, root, sum } }
    }
  }
}

/** Which way from the bounty the message names, and whose terms are shown beside it. */
const aboutOf = (context: NodeContext, known: KnownBounty, at: Hex, what: BountyConsent, { name }: Step): EscrowSubject => {
  const { bundle } = known
  const part = partOf(context, known, name === 'Split' ? at : null)
  const terms = part.node === null ? bundle.terms : termsIn(known, part.node)
  if (terms === null) throw new DaomeshError('BOUNTY_TERMS')
  const node = name === 'Acceptance' ? (known.record?.places.get(at)?.owner ?? at) : at
  const place = name === 'Contest' || name === 'Freeing' || name === 'Redirection' || name === 'Acceptance' ? placeOf(known, node) : []
  return { agreement: part.agreement, terms, place, leaves: what.kind === 'split' ? what.leaves : [] }
}

const termsIn = ({ bundle }: KnownBounty, node: Hex) =>
  bundle.splits.flatMap(({ node: owner, split, leaves }) =>
    leaves.flatMap(({ terms }, index) => (leafKeyOf(owner, split, index) === node && terms !== null ? [terms] : [])),
  )[0] ?? null

/**
 * Signs one step of a bounty for somebody else to send, who then pays its gas; the signer says what, from what the signature binds. Whether it is this
 * account's to sign the chain says.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `BOUNTY_TERMS` where the terms are not here, `SIGNING_BLIND`, `SIGNING_REFUSED`.
 */
export const consentToBounty = async (
  context: NodeContext,
  { bounty, node, what }: ConsentToBountyParameters,
): Promise<{ readonly signature: Hex }> => {
  const account = context.account.required()
  const { chainId, escrow } = context.bounties
  const known = await context.bounties.known(bounty)
  const at = node ?? known.id
  const part = partOf(context, known, node)
  const step = stepOf(context, known, at, part.bounty, what)
  const about = aboutOf(context, known, at, what, step)
  const domain = bountyDomain(chainId, escrow)
  const request = { type: 'typedData', domain, ...step, about, context: { title: about.terms.title, lines: [] } } as SigningRequest
  const signature = await context.adapters.signer.sign(account, request)
  const digest = hashTypedData(domain, step.name, step.message as never)
  if (context.adapters.verifier.recoverAccount(digest, signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  // A split that is planned is in no bundle before its part is on the chain: what it consists of is remembered by what was signed.
  if (what.kind === 'split' && what.number === 0)
    context.bounties.plan(digest, { agreement: part.agreement, leaves: what.leaves as Plan['leaves'], signature })
  return { signature }
}
