import type { Address, RoundFact } from '@daomesh/protocol'
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

const creditKey = (vault: Address, account: Address): string => `${vault}:${account}`

const credited = (book: RoundBook, vault: Address, account: Address, amount: bigint): RoundBook => ({
  ...book,
  credits: new Map(book.credits).set(creditKey(vault, account), amount),
})

/**
 * What could not be pushed to an account and waits for it; `vault` zero is ETH.
 * @example
 * roundCreditIn(emptyRounds, alice, bob) // => 0n
 */
export const roundCreditIn = (book: RoundBook, vault: Address, account: Address): bigint =>
  book.credits.get(creditKey(vault, account)) ?? 0n

/** All that waits for an account, by vault. */
export const roundCreditsOf = (book: RoundBook, account: Address): readonly { readonly vault: Address; readonly amount: bigint }[] =>
  [...book.credits].flatMap(([key, amount]) => {
    const [vault, owner] = key.split(':')
    return owner === account && amount > 0n ? [{ vault: vault as Address, amount }] : []
  })

/** The book after one more fact. Facts come in the order of the chain; of a round that was not opened before they say nothing. */
const foldRound = (book: RoundBook, fact: RoundFact): RoundBook => {
  if (fact.kind === 'credited') return credited(book, fact.vault, fact.account, roundCreditIn(book, fact.vault, fact.account) + fact.amount)
  if (fact.kind === 'claimed') return credited(book, fact.vault, fact.account, 0n)
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
