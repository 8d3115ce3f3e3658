import type { BondFact } from '@daomesh/protocol'
import { type BondBook, emptyBonds } from './bondBook.ts'

/**
 * Who has locked what after these facts of the contract of market bonds, in the order of the chain, on top of what was known.
 * @example
 * foldBonds([{ kind: 'bonded', account: alice, added: 5n, amount: 5n }]).get(alice) // => { amount: 5n, leavesAt: null }
 */
export const foldBonds = (facts: Iterable<BondFact>, known: BondBook = emptyBonds): BondBook => {
  const book = new Map(known)
  for (const fact of facts) {
    if (fact.kind === 'withdrawn') book.delete(fact.account)
    else book.set(fact.account, { amount: fact.amount, leavesAt: fact.kind === 'unbonded' ? fact.leavesAt : null })
  }
  return book
}
