import type { Address } from '@daomesh/protocol'
import type { Counted } from './countedEngagements.ts'

/** What the chain shows of an account's work in bounties and in parts of them. Money by token, in its smallest unit. */
export type TrackRecord = {
  readonly issued: number
  readonly hunted: number
  /** Of those hunted: settled with all of their amount, with a part, with nothing. */
  readonly whole: number
  readonly partial: number
  readonly nothing: number
  /** Objections raised against what it did. */
  readonly disputed: number
  readonly earned: ReadonlyMap<Address, bigint>
  readonly paid: ReadonlyMap<Address, bigint>
}

type Sums = { -readonly [K in keyof TrackRecord]: TrackRecord[K] extends number ? number : Map<Address, bigint> }

const nothingYet = (): Sums => ({
  issued: 0,
  hunted: 0,
  whole: 0,
  partial: 0,
  nothing: 0,
  disputed: 0,
  earned: new Map(),
  paid: new Map(),
})

const add = (sums: Map<Address, bigint>, token: Address, amount: bigint): void => {
  if (amount > 0n) sums.set(token, (sums.get(token) ?? 0n) + amount)
}

/**
 * What everybody did, from settled engagements alone: same facts, same records, on every machine. `earned` is what came, before what was passed on; `paid`
 * what went to those right below.
 * @example
 * trackRecordsOf({ engagements: [] }).size // => 0
 */
export const trackRecordsOf = ({ engagements }: Pick<Counted, 'engagements'>): ReadonlyMap<Address, TrackRecord> => {
  const records = new Map<Address, Sums>()
  const of = (account: Address): Sums => {
    const known = records.get(account) ?? nothingYet()
    records.set(account, known)
    return known
  }
  for (const { payer, payee, token, amount, paid, disputed, state } of engagements) {
    if (state !== 'settled') continue
    const [issuer, hunter] = [of(payer), of(payee)]
    issuer.issued += 1
    hunter.hunted += 1
    hunter[paid === 0n ? 'nothing' : paid >= amount ? 'whole' : 'partial'] += 1
    if (disputed) hunter.disputed += 1
    add(issuer.paid, token, paid)
    add(hunter.earned, token, paid)
  }
  return records
}
