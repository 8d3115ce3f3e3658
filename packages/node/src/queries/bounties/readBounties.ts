import { bountyBlocked, bountyDues, type BountyMove, bountyMoves, nodeOf } from '@daomesh/governance'
import { type Address, type Agreement, type BountyId, toRecord } from '@daomesh/protocol'
import type { z } from 'zod'
import { askerOf, type NodeAsker } from '../../bounties/askerOf.ts'
import { bundleText } from '../../bounties/bountyBundle.ts'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { dealOfBounty } from '../../bounties/dealOfBounty.ts'
import { type PartDeal, partDeals } from '../../bounties/partDeals.ts'
import { titleOf } from '../../bounties/path.ts'
import type { NodeContext } from '../../context.ts'
import type { bountyPage, bountyRow } from '../../contract/bountyShapes.ts'
import { askedSteps } from './askedSteps.ts'
import { creditRows } from './bountyCredits.ts'
import { bountyTalk } from './bountyTalk.ts'
import { leafRows, marginRows } from './bountyTree.ts'

type Row = z.input<typeof bountyRow>
type Page = z.input<typeof bountyPage>

const duesOf = ({ record }: KnownBounty, accounts: readonly Address[], now: number): Row['dues'] =>
  record === null
    ? []
    : accounts.flatMap((account) => bountyDues(record, account, now).map((due) => ({ ...due, account, amount: due.amount.toString() })))

const disputeOf = ({ id, record }: KnownBounty): Row['dispute'] => {
  const dispute = record === null ? null : nodeOf(record, id).dispute
  if (dispute === null) return null
  return dispute.ruledAt > 0 ? 'ruled' : dispute.contestedAt > 0 ? 'contested' : 'open'
}

const rowOf = (node: NodeContext, known: KnownBounty, accounts: readonly Address[], now: number): Row => {
  const { agreement } = known.bundle
  return {
    bounty: known.id,
    title: titleOf(known),
    status: known.record?.status ?? (known.cancelled ? 'cancelled' : 'none'),
    issuer: agreement.issuer,
    hunter: agreement.hunter,
    reviewer: agreement.reviewer,
    arbiter: agreement.arbiter,
    token: agreement.token,
    amount: agreement.amount.toString(),
    released: (known.record?.released ?? 0n).toString(),
    deliverBy: agreement.deliverBy,
    dispute: disputeOf(known),
    deal: dealOfBounty(node, agreement)?.space.id ?? null,
    dues: duesOf(known, accounts, now),
  }
}

/** Anybody may name anybody as arbiter: it is that one's business once it cost a bond, or where the deal is here. */
const concerns = (row: Row, { record }: KnownBounty, accounts: ReadonlySet<Address>): boolean => {
  const { issuer, hunter, reviewer, arbiter } = row
  const rules = [...(record?.nodes.values() ?? [])].some(({ dispute }) => dispute !== null && accounts.has(dispute.arbiter))
  return (
    row.dues.length > 0 ||
    rules ||
    [issuer, hunter, ...(row.deal === null ? [] : [reviewer, arbiter])].some((one) => accounts.has(one as Address))
  )
}

/**
 * Bounties that this account or one of its DAOs pays, works on, looks at or is to rule on, with what each owes and waits for.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const listBounties = async (node: NodeContext): Promise<Row[]> => {
  const { account, memberOf } = askerOf(node)
  const accounts = [account, ...memberOf]
  const now = node.chainView.now()
  const all = await node.bounties.all()
  const own = new Set(accounts)
  return all.flatMap((known) => {
    const row = rowOf(node, known, accounts, now)
    return concerns(row, known, own) ? [row] : []
  })
}

/** Before it is funded: the issuer pays in, and either takes its word back. */
const movesBefore = (agreement: Agreement, { account, memberOf }: NodeAsker, now: number): readonly BountyMove[] => {
  const all = [account, ...memberOf]
  const { issuer, hunter, validUntil } = agreement
  return (['fund', 'cancel'] as const).flatMap((move) =>
    [issuer, ...(move === 'cancel' ? [hunter] : [])]
      .filter((party) => all.includes(party) && (move === 'cancel' || now <= validUntil))
      .map((as): BountyMove => ({ move, as, alone: as === account, node: null, until: move === 'fund' ? validUntil : 0 })),
  )
}

/** A part is delivered in its deal, and so only where that is here. */
const movesOf = ({ record, bundle, cancelled }: KnownBounty, deals: readonly PartDeal[], asker: NodeAsker, now: number): Page['moves'] => {
  if (record === null) return cancelled ? [] : [...movesBefore(bundle.agreement, asker, now)]
  const told = new Set(deals.map(({ part }) => part.node))
  return bountyMoves(record, asker, now).filter(({ move, node }) => move !== 'deliver' || node === null || told.has(node))
}

const blockedOf = ({ record, cancelled, bundle }: KnownBounty, asker: NodeAsker, now: number): Page['blocked'] => {
  if (record !== null) return bountyBlocked(record, asker, now).map(({ who, ...row }) => ({ ...row, node: null, who: [...who] }))
  const reason = cancelled ? 'cancelled' : 'notFunded'
  return (['deliver', 'accept', 'object', 'split'] as const).map((move) => ({
    move,
    node: null,
    reason,
    at: 0,
    who: [bundle.agreement.issuer],
  }))
}

const deadlinesOf = ({ record, bundle: { agreement } }: KnownBounty): Page['deadlines'] => {
  const status = record?.status ?? 'none'
  return {
    fundBy: status === 'none' ? agreement.validUntil : 0,
    deliverBy: status === 'none' || status === 'funded' ? agreement.deliverBy : 0,
    reviewEnd: status === 'delivered' ? (record?.deliveredAt ?? 0) + agreement.reviewPeriod - 1 : 0,
    windowEnd: status === 'released' ? (record?.releasedAt ?? 0) + agreement.reviewPeriod - 1 : 0,
  }
}

const moneyOf = ({ record, bundle }: KnownBounty, leaves: Page['leaves'], margins: Page['margins']): Page['money'] => {
  // What a leaf lost by a ruling goes, in the same payment, to who split it off.
  const movedBy = ({ margin, share, part }: Page['leaves'][number]): bigint => BigInt(margin) + BigInt(share) - BigInt(part)
  const sum = (state: 'paid' | 'payable') => leaves.reduce((all, leaf) => all + (leaf.state === state ? movedBy(leaf) : 0n), 0n)
  const released = record?.status === 'released' ? record.released : 0n
  const committed = BigInt(margins[0]?.committed ?? 0)
  const [paid, payable] = [sum('paid') + (released > committed ? released - committed : 0n), sum('payable')]
  const held = record === null ? 0n : record.status === 'released' ? released : bundle.agreement.amount
  return {
    paid: paid.toString(),
    payable: payable.toString(),
    waiting: (held > paid + payable ? held - paid - payable : 0n).toString(),
    returned: (record?.status === 'released' ? bundle.agreement.amount - released : 0n).toString(),
  }
}

/**
 * One bounty: agreement, terms, the tree with who keeps which margin and where each leaf stands, what was delivered, objected and said, what this account and
 * its DAOs can do now, and why they cannot do the rest.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readBounty = async (node: NodeContext, { bounty }: { readonly bounty: BountyId }): Promise<Page> => {
  const asker = askerOf(node)
  const known = await node.bounties.known(bounty)
  const { record, bundle } = known
  const now = node.chainView.now()
  const deals = partDeals(node, known)
  const [margins, leaves] = [marginRows(node, known), leafRows(node, known, deals, now)]
  const row = rowOf(node, known, [asker.account, ...asker.memberOf], now)
  return {
    ...row,
    loose: node.bounties.isLoose(bounty),
    agreement: toRecord(bundle.agreement) as Page['agreement'],
    terms: bundle.terms,
    contentHash: record?.contentHash ?? null,
    releasedAt: record?.releasedAt ?? 0,
    times: { fundedAt: record?.fundedAt ?? 0, deliveredAt: record?.deliveredAt ?? 0 },
    now,
    deadlines: deadlinesOf(known),
    safe: record !== null && margins.every(({ anchored }) => anchored),
    moves: movesOf(known, deals, asker, now),
    asked: askedSteps(node, known.id, new Set([known.id, ...(record?.places.keys() ?? [])])),
    blocked: blockedOf(known, asker, now),
    margins,
    leaves,
    ...bountyTalk(known, deals),
    money: moneyOf(known, leaves, margins),
    credits: creditRows(node, asker).filter(({ token }) => token === bundle.agreement.token),
    bundle: bundleText(bundle),
  }
}
