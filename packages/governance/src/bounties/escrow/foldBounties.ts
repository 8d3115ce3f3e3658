import type { BountyFact, BountyId, Hex } from '@daomesh/protocol'
import { foldCredit } from '../../credits/creditBook.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { type BountyBook, type BountyRecord, type Dispute, markOf, type NodeRecord, nodeOf } from './bountyRecord.ts'

const put = (record: BountyRecord, node: Hex, change: Partial<NodeRecord>): BountyRecord => ({
  ...record,
  nodes: new Map(record.nodes).set(node, { ...nodeOf(record, node), ...change }),
})

const disputed = (record: BountyRecord, node: Hex, change: Partial<Dispute>): BountyRecord => {
  const { dispute } = nodeOf(record, node)
  return dispute === null ? record : put(record, node, { dispute: { ...dispute, ...change } })
}

const marked = (marks: ReadonlySet<string>, split: number, leaves: readonly number[]): ReadonlySet<string> =>
  new Set([...marks, ...leaves.map((index) => markOf(split, index))])

type OfBounty = Exclude<BountyFact, { readonly kind: 'funded' | 'cancelled' | 'credited' | 'claimed' }>

const stepOf = (record: BountyRecord, fact: OfBounty, at: number): BountyRecord => {
  switch (fact.kind) {
    case 'split': {
      const { node, number, root, sum } = fact
      return number === 0
        ? put(record, node, { opened: true })
        : put(record, node, { splits: [...nodeOf(record, node).splits, { root, sum }] })
    }
    case 'delivered':
      return { ...record, status: 'delivered', deliveredAt: at, contentHash: fact.contentHash }
    case 'leavesAccepted': {
      const { node, split, leaves } = fact
      // An acceptance ends an objection that is open; its bond is back (R30).
      const ended = leaves.reduce((all, index) => disputed(all, leafKeyOf(node, split, index), { bonded: false }), record)
      return put(ended, node, { accepted: marked(nodeOf(ended, node).accepted, split, leaves) })
    }
    case 'objected': {
      const { node, objector, arbiter, bond, reasonHash, contested } = fact
      const open = {
        objector,
        arbiter,
        bond,
        reasonHash,
        objectedAt: at,
        contestedAt: contested ? at : 0,
        ruledAt: 0,
        hunterAmount: 0n,
        bonded: true,
      }
      return { ...put(record, node, { dispute: open }), status: node === record.id ? 'objected' : record.status }
    }
    case 'contested':
      return disputed(record, fact.node, { contestedAt: at })
    case 'ruled':
      return disputed(record, fact.node, { ruledAt: at, hunterAmount: fact.hunterAmount, bonded: false })
    case 'released': {
      const { released, releasedAt } = fact
      return disputed({ ...record, status: 'released', released, releasedAt }, record.id, { bonded: false })
    }
    case 'paid': {
      const { node, split, payments } = fact
      const places = payments.map(({ index }) => index)
      const ended = places.reduce((all, index) => disputed(all, leafKeyOf(node, split, index), { bonded: false }), record)
      const all = new Map(nodeOf(ended, node).payments)
      for (const payment of payments) all.set(markOf(split, payment.index), payment)
      return put(ended, node, { paid: marked(nodeOf(ended, node).paid, split, places), payments: all })
    }
    case 'freed':
      return put(record, fact.node, { cap: fact.amount })
    case 'redirected':
      return put(record, fact.node, { redirect: fact.to })
    case 'accepted':
    case 'refunded':
    case 'returned':
      return record
  }
}

/**
 * The book after one more fact, at `at` seconds of chain time. Facts come in the order of the chain; of a bounty that was not funded before they say nothing.
 * @example
 * foldBounty(emptyBook, { kind: 'cancelled', id: bountyId.parse(root), by: alice }, 0).bounties.size // => 0
 */
export const foldBounty = (book: BountyBook, fact: BountyFact, at: number): BountyBook => {
  if (fact.kind === 'credited' || fact.kind === 'claimed') {
    const credits = new Map(book.credits)
    foldCredit(credits, fact)
    return { ...book, credits }
  }
  if (fact.kind === 'cancelled') return { ...book, cancelled: new Set(book.cancelled).add(fact.id) }
  const put_ = (id: BountyId, record: BountyRecord): BountyBook => ({ ...book, bounties: new Map(book.bounties).set(id, record) })
  if (fact.kind === 'funded')
    return put_(fact.id, {
      id: fact.id,
      agreement: fact.agreement,
      status: 'funded',
      fundedAt: at,
      deliveredAt: 0,
      contentHash: null,
      releasedAt: 0,
      released: 0n,
      nodes: new Map(),
      places: new Map(),
    })
  const record = book.bounties.get(fact.id)
  return record === undefined ? book : put_(fact.id, stepOf(record, fact, at))
}
