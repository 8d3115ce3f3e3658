import type { Address } from '@daomesh/protocol'
import { matchRound, type ProjectMatch, type RoundContribution } from '../rules/matching/matchRound.ts'
import { poolRefunds } from '../rules/matching/poolRefunds.ts'
import type { RoundRecord } from './roundRecord.ts'

/**
 * `contributing` until and in the second it closes, `countable` until it must be finalised, then `failed`; `calledOff` and `failed` refund everybody.
 */
export type RoundStatus = 'contributing' | 'countable' | 'finalised' | 'failed' | 'calledOff'

export type RoundStanding = {
  readonly status: RoundStatus
  readonly pool: bigint
  /** By place: what came for each project, and its match: as counted, or as it would be if contributions ended now. None where everybody is refunded. */
  readonly projects: readonly ProjectMatch[]
  /** What of the pool is left, or would be. */
  readonly left: bigint
  /** By number of the funding: what goes back of each, whether it did already or not. Nothing while the round goes on. */
  readonly poolRefunds: readonly bigint[]
  /** What contributors can have back: nothing but where the round came to nothing. */
  readonly refunds: ReadonlyMap<Address, bigint>
}

/** How far a round has come at a second of chain time; nothing is counted for it. */
export const roundStatus = ({ status, round }: Pick<RoundRecord, 'status' | 'round'>, now: number): RoundStatus => {
  if (status !== 'open') return status
  if (now <= round.closesAt) return 'contributing'
  return now <= round.finaliseBy ? 'countable' : 'failed'
}

const refundsOf = ({ contributions, refunded }: RoundRecord): ReadonlyMap<Address, bigint> => {
  const sums = new Map<Address, bigint>()
  for (const { account, amount } of contributions) if (!refunded.has(account)) sums.set(account, (sums.get(account) ?? 0n) + amount)
  return sums
}

/**
 * Where a round stands at `now` (seconds of chain time), by the rule that the contract counts by. `more`: contributions that somebody thinks of making, to
 * see what they would change.
 * @throws DaomeshError as {@link matchRound}.
 */
export const roundStanding = (record: RoundRecord, now: number, more: readonly RoundContribution[] = []): RoundStanding => {
  const { round, projects, fundings, contributions } = record
  const amounts = fundings.map(({ amount }) => amount)
  const pool = amounts.reduce((sum, amount) => sum + amount, 0n)
  const status = roundStatus(record, now)
  const nothing = status === 'failed' || status === 'calledOff'
  const counted = matchRound({ projects: projects.length, pool, capBps: round.capBps, contributions: [...contributions, ...more] })
  const left = nothing ? pool : counted.left
  return {
    status,
    pool,
    projects: nothing ? [] : counted.projects,
    left,
    poolRefunds: nothing || status === 'finalised' ? poolRefunds(left, amounts) : amounts.map(() => 0n),
    refunds: nothing ? refundsOf(record) : new Map(),
  }
}
