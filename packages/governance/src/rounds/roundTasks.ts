import type { Address } from '@daomesh/protocol'
import { roundDue } from './roundDue.ts'
import type { GivingWay } from './roundSeats.ts'
import type { RoundRecord } from './roundRecord.ts'

/** A round is in the inbox for so many seconds before its contributions end: an evening is too short for a DAO that must vote. */
export const roundEndsSoon = 3 * 86_400

/**
 * What of a round waits for somebody: `contribute`, that it ends soon and nothing came yet by a way that is theirs; `finalise`, `payout`, `refund` and
 * `refundPool`, what is due by time. `until`: the last second; 0 where there is none.
 */
export type RoundTask = {
  readonly action: 'contribute' | 'finalise' | 'payout' | 'refund' | 'refundPool'
  /** In whose name; null: anybody's. */
  readonly as: Address | null
  readonly amount: bigint
  readonly until: number
}

/**
 * The lines of a person's inbox about one round.
 * @param accounts this account and its DAOs. @param ways in which they can give (`givingWays`).
 */
export const roundTasks = (
  record: RoundRecord,
  { accounts, ways, now }: { readonly accounts: ReadonlySet<Address>; readonly ways: readonly GivingWay[]; readonly now: number },
): readonly RoundTask[] => {
  const { round, contributions } = record
  if (record.status === 'open' && now <= round.closesAt) {
    const endsSoon = round.closesAt - now <= roundEndsSoon
    const [way] = ways
    const gave = contributions.some(({ account }) => accounts.has(account))
    return endsSoon && way !== undefined && !gave ? [{ action: 'contribute', as: way.as, amount: 0n, until: round.closesAt }] : []
  }
  const concerned = accounts.has(round.confederation) || ways.length > 0
  return roundDue(record, accounts, now).flatMap(({ action, gain, moves }): readonly RoundTask[] => {
    if (action.kind === 'finalise')
      return concerned || gain > 0n ? [{ action: 'finalise', as: null, amount: moves, until: round.finaliseBy }] : []
    if (gain === 0n) return []
    return [{ action: action.kind, as: action.kind === 'refund' ? action.account : null, amount: gain, until: 0 }]
  })
}
