import type { BountyFact } from '@daomesh/protocol'
import { foldCredit } from '../../credits/creditBook.ts'
import type { BountyBook } from './bountyRecord.ts'
import { foldBounty } from './foldBounties.ts'

const noBounties: BountyBook['bounties'] = new Map()

/**
 * The book after many facts, in the order of the chain: as `foldBounty` one after the other, without a copy of all bounties, of what was
 * cancelled and of all credits for each: anybody can have the escrow tell many. `at` in seconds.
 * The same book where there are none, so that who keeps something made of it sees that nothing changed.
 * @example
 * foldBountyPage(emptyBook, []) === emptyBook // => true
 */
export const foldBountyPage = (book: BountyBook, facts: readonly { readonly fact: BountyFact; readonly at: number }[]): BountyBook => {
  if (facts.length === 0) return book
  const bounties = new Map(book.bounties)
  const cancelled = new Set(book.cancelled)
  const credits = new Map(book.credits)
  const rest = { ...book, bounties: noBounties }
  for (const { fact, at } of facts) {
    if (fact.kind === 'credited' || fact.kind === 'claimed') foldCredit(credits, fact)
    else if (fact.kind === 'cancelled') cancelled.add(fact.id)
    else {
      const own = bounties.get(fact.id)
      const after = foldBounty(own === undefined ? rest : { ...rest, bounties: new Map([[own.id, own]]) }, fact, at)
      for (const [id, record] of after.bounties) bounties.set(id, record)
    }
  }
  return { bounties, cancelled, credits }
}
