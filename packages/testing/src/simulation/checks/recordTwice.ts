import type { MemoryBallot, RecordRequest, RecordRules } from '@daomesh/chain/memory'
import type { Address } from '@daomesh/protocol'
import { recordWithGovernance } from '../../world/recordWithGovernance.ts'
import { count, type Ledger } from '../ledger.ts'
import { Violation } from '../violation.ts'

/**
 * The rule of a recorded tally once more, as plainly as it can be said for simple power: half of all present power takes part, more say Yes than No, and
 * each seat weighs the smaller of what it had when the decision was made and what it has now.
 */
const passesPlainly = ({ dao, decision }: RecordRequest, ballots: ReadonlyMap<Address, MemoryBallot>): boolean => {
  const cited = new Map((dao.rosters[decision.rosterEpoch]?.members ?? []).map(({ account, power }) => [account, power]))
  let [took, all, yes, no] = [0n, 0n, 0n, 0n]
  for (const { account, power } of dao.rosters[dao.rosterEpoch]?.members ?? []) {
    if (dao.exited.has(account)) continue
    all += power
    const support = ballots.get(account)?.support ?? null
    const then = cited.get(account) ?? 0n
    const weight = then < power ? then : power
    if (support === null) continue
    took += weight
    if (support === 1) yes += weight
    if (support === 0) no += weight
  }
  return took * 2n >= all && yes > no
}

const outcomeRule = 'recorded outcome equals the plain rule'

/** Counts records by the rules of the governance package and compares with the plain count. A difference is reported, not thrown into the chain. */
export const recordTwice = ({ checks }: Pick<Ledger, 'checks'>, report: (violation: Violation) => void): RecordRules => {
  const compare = (request: RecordRequest, ballots: ReadonlyMap<Address, MemoryBallot>, passes: boolean): void => {
    count(checks, outcomeRule)
    if (passesPlainly(request, ballots) !== passes)
      report(new Violation(outcomeRule, `${request.id}: ${passes ? 'passes' : 'fails'} by the rules, not by the plain count`))
  }
  return {
    count: (request) => {
      const counted = recordWithGovernance.count(request)
      if (typeof counted !== 'string') compare(request, counted.ballots, counted.passes)
      return counted
    },
    executable: (request) => {
      const refused = recordWithGovernance.executable(request)
      if (request.record !== null && (refused === null || refused === 'Records_Rejected'))
        compare(request, request.record.ballots, refused === null)
      return refused
    },
  }
}
