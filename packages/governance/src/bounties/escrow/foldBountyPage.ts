import type { BountyFact } from '@daomesh/protocol'
import type { BountyBook } from './bountyRecord.ts'
import { foldBounty } from './foldBounties.ts'

const noBounties: BountyBook['bounties'] = new Map()

/**
 * The book after many facts, in the order of the chain: as `foldBounty` one after the other, without a copy of all bounties for each. `at` in seconds.
 * The same book where there are none, so that who keeps something made of it sees that nothing changed.
 * @example
 * foldBountyPage(emptyBook, []) === emptyBook // => true
 */
export const foldBountyPage = (book: BountyBook, facts: readonly { readonly fact: BountyFact; readonly at: number }[]): BountyBook => {
  if (facts.length === 0) return book
  const bounties = new Map(book.bounties)
  let rest = { ...book, bounties: noBounties }
  for (const { fact, at } of facts) {
    const own = 'id' in fact ? bounties.get(fact.id) : undefined
    const after = foldBounty(own === undefined ? rest : { ...rest, bounties: new Map([[own.id, own]]) }, fact, at)
    for (const [id, record] of after.bounties) bounties.set(id, record)
    rest = { ...after, bounties: noBounties }
  }
  return { ...rest, bounties }
}
