import type { RoundFact } from '@daomesh/protocol'
import { foldCredit } from '../credits/creditBook.ts'
import { emptyRounds, type RoundBook, type RoundRecord } from './roundRecord.ts'

type OfRound = Exclude<RoundFact, { readonly kind: 'opened' | 'credited' | 'claimed' }>

const stepOf = (record: RoundRecord, fact: OfRound): RoundRecord => {
  switch (fact.kind) {
    case 'funded':
      return { ...record, fundings: [...record.fundings, { funder: fact.funder, amount: fact.amount, refunded: false }] }
    case 'contributed': {
      const { account, seat, project, amount } = fact
      return { ...record, contributions: [...record.contributions, { account, seat, project, amount }] }
    }
    case 'calledOff':
      return { ...record, status: 'calledOff' }
    case 'finalised':
      return { ...record, status: 'finalised' }
    case 'paid':
      return { ...record, paid: new Set(record.paid).add(fact.project) }
    case 'poolRefunded':
      return { ...record, fundings: record.fundings.map((one, i) => (i === fact.number ? { ...one, refunded: true } : one)) }
    case 'contributionRefunded':
      return { ...record, refunded: new Set(record.refunded).add(fact.account) }
  }
}

/** The book after one more fact. Facts come in the order of the chain; of a round that was not opened before they say nothing. */
const foldRound = (book: RoundBook, fact: RoundFact): RoundBook => {
  if (fact.kind === 'credited' || fact.kind === 'claimed') return { ...book, credits: foldCredit(book.credits, fact) }
  const put = (record: RoundRecord): RoundBook => ({ ...book, rounds: new Map(book.rounds).set(record.id, record) })
  if (fact.kind === 'opened') {
    const { id, round, projects, seats } = fact
    return put({ id, round, projects, seats, status: 'open', fundings: [], contributions: [], paid: new Set(), refunded: new Set() })
  }
  const record = book.rounds.get(fact.id)
  return record === undefined ? book : put(stepOf(record, fact))
}

/**
 * All rounds that these facts of the chain tell of, in its order, on top of what was known.
 * @example
 * foldRounds([]).rounds.size // => 0
 */
export const foldRounds = (facts: Iterable<RoundFact>, known: RoundBook = emptyRounds): RoundBook => {
  let book = known
  for (const fact of facts) book = foldRound(book, fact)
  return book
}
