import { bountyDues, bountyMargins, bountyMoves, leafStanding, leavesBelow, markOf, nodeOf } from '@daomesh/governance'
import { type Address, type BountyId, type Hex, toRecord } from '@daomesh/protocol'
import type { z } from 'zod'
import { bundleText } from '../bounties/bountyBundle.ts'
import type { KnownBounty } from '../bounties/createBountyDesk.ts'
import { titleOf } from '../bounties/path.ts'
import type { NodeContext } from '../context.ts'
import type { bountyPage, bountyRow } from '../contract/bounties.ts'

type Row = z.input<typeof bountyRow>
type Page = z.input<typeof bountyPage>

/** This account, and the DAOs that it is a member of now. */
const askerOf = (node: NodeContext): { readonly account: Address; readonly memberOf: readonly Address[] } => {
  const account = node.account.required()
  return { account, memberOf: node.spaces.daos().map(({ record }) => record.dao) }
}

const duesOf = (known: KnownBounty, accounts: readonly Address[], now: number): Row['dues'] =>
  known.record === null
    ? []
    : accounts.flatMap((account) =>
        bountyDues(known.record as NonNullable<typeof known.record>, account, now).map((due) => ({
          ...due,
          account,
          amount: due.amount.toString(),
        })),
      )

const rowOf = (known: KnownBounty, accounts: readonly Address[], now: number): Row => {
  const { agreement } = known.bundle
  return {
    bounty: known.id,
    title: titleOf(known),
    status: known.record?.status ?? 'none',
    issuer: agreement.issuer,
    hunter: agreement.hunter,
    token: agreement.token,
    amount: agreement.amount.toString(),
    deliverBy: agreement.deliverBy,
    dues: duesOf(known, accounts, now),
  }
}

const concerns = (row: Row, accounts: readonly Address[]): boolean =>
  row.dues.length > 0 || accounts.some((account) => account === row.issuer || account === row.hunter)

/**
 * Bounties that this account or one of its DAOs pays or works on, with what each owes and waits for.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const listBounties = async (node: NodeContext): Promise<Row[]> => {
  const { account, memberOf } = askerOf(node)
  const accounts = [account, ...memberOf]
  const now = node.chainView.now()
  const all = await node.bounties.all()
  return all.map((known) => rowOf(known, accounts, now)).filter((row) => concerns(row, accounts))
}

const leafRows = (known: KnownBounty, node: Hex, now: number): Page['leaves'] => {
  const { record } = known
  if (record === null) return []
  return leavesBelow(record, node).flatMap(([key, { owner, split, index, leaf }]) => {
    const { state, share, part, margin, at } = leafStanding(record, key, now)
    const row = {
      node: key,
      owner,
      split,
      index,
      payee: leaf.payee,
      amount: leaf.amount.toString(),
      state,
      share: share.toString(),
      part: part.toString(),
      margin: margin.toString(),
      at,
      accepted: nodeOf(record, owner).accepted.has(markOf(split, index)),
    }
    return [row, ...leafRows(known, key, now)]
  })
}

/**
 * One bounty: agreement, terms, where each leaf stands, who keeps which margin, and what this account and its DAOs can do now.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readBounty = async (node: NodeContext, { bounty }: { readonly bounty: BountyId }): Promise<Page> => {
  const asker = askerOf(node)
  const known = await node.bounties.known(bounty)
  const { record, bundle } = known
  const now = node.chainView.now()
  return {
    ...rowOf(known, [asker.account, ...asker.memberOf], now),
    agreement: toRecord(bundle.agreement) as Page['agreement'],
    terms: bundle.terms,
    contentHash: record?.contentHash ?? null,
    released: (record?.released ?? 0n).toString(),
    releasedAt: record?.releasedAt ?? 0,
    moves: record === null ? [] : [...bountyMoves(record, asker, now)],
    margins:
      record === null
        ? []
        : bountyMargins(record).map(({ node: key, payee, amount, committed, margin, anchored, depth }) => ({
            node: key,
            payee,
            amount: amount.toString(),
            committed: committed.toString(),
            margin: margin.toString(),
            anchored,
            depth,
          })),
    leaves: leafRows(known, bounty, now),
    bundle: bundleText(bundle),
  }
}
