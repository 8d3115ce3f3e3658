import type { Address, RoundFact, RoundId } from '@daomesh/protocol'
import { foldCredit } from '../credits/creditBook.ts'
import { emptyRounds, type RoundBook, type RoundFunding, type RoundRecord } from './roundRecord.ts'

type OfRound = Exclude<RoundFact, { readonly kind: 'opened' | 'credited' | 'claimed' }>

/** A round while facts are folded into it: its own copy, so a fact costs no copy of what came before it. */
type OpenRecord = {
  readonly known: RoundRecord
  status: RoundRecord['status']
  readonly fundings: RoundFunding[]
  readonly contributions: RoundRecord['contributions'][number][]
  readonly paid: Set<number>
  readonly refunded: Set<Address>
}

const opened = (known: RoundRecord): OpenRecord => ({
  known,
  status: known.status,
  fundings: [...known.fundings],
  contributions: [...known.contributions],
  paid: new Set(known.paid),
  refunded: new Set(known.refunded),
})
const closed = ({ known, ...record }: OpenRecord): RoundRecord => ({ ...known, ...record })

const step = (record: OpenRecord, fact: OfRound): void => {
  switch (fact.kind) {
    case 'funded':
      record.fundings.push({ funder: fact.funder, amount: fact.amount, refunded: false })
      return
    case 'contributed': {
      const { account, seat, project, amount } = fact
      record.contributions.push({ account, seat, project, amount })
      return
    }
    case 'calledOff':
      record.status = 'calledOff'
      return
    case 'finalised':
      record.status = 'finalised'
      return
    case 'paid':
      record.paid.add(fact.project)
      return
    case 'poolRefunded': {
      const funding = record.fundings[fact.number]
      if (funding !== undefined) record.fundings[fact.number] = { ...funding, refunded: true }
      return
    }
    case 'contributionRefunded':
      record.refunded.add(fact.account)
  }
}

/**
 * All rounds that these facts of the chain tell of, in its order, on top of what was known; of a round that was not opened before they say nothing. What was
 * known stays as it is, and is the answer where there are none. Each fact costs the same: anybody can have the contract tell many.
 * @example
 * foldRounds([]).rounds.size // => 0
 */
export const foldRounds = (facts: Iterable<RoundFact>, known: RoundBook = emptyRounds): RoundBook => {
  const rounds = new Map<RoundId, OpenRecord>()
  const credits = new Map(known.credits)
  let isChanged = false
  for (const fact of facts) {
    isChanged = true
    if (fact.kind === 'credited' || fact.kind === 'claimed') {
      foldCredit(credits, fact)
      continue
    }
    if (fact.kind === 'opened') {
      const { id, round, projects, seats } = fact
      const fresh = { id, round, projects, seats, status: 'open', fundings: [], contributions: [], paid: new Set<number>() } as const
      rounds.set(id, opened({ ...fresh, refunded: new Set() }))
      continue
    }
    const before = known.rounds.get(fact.id)
    const record = rounds.get(fact.id) ?? (before === undefined ? undefined : opened(before))
    if (record === undefined) continue
    rounds.set(fact.id, record)
    step(record, fact)
  }
  if (!isChanged) return known
  const after = new Map(known.rounds)
  for (const [id, record] of rounds) after.set(id, closed(record))
  return { rounds: after, credits }
}
