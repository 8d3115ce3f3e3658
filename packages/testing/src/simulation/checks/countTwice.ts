import type { CountRule } from '@daomesh/chain/memory'
import { countWithGovernance } from '../../world/countWithGovernance.ts'
import { count, type Ledger } from '../ledger.ts'
import { Violation } from '../violation.ts'

/**
 * The rule once more, written down as plainly as it can be said for simple power without a grace period: a Yes needs more than half of all present
 * power, each seat weighing the smaller of what it had when the decision was made and what it has now.
 */
const countPlainly: CountRule = ({ dao, decision, id, sheets }) => {
  const cited = new Map((dao.rosters[decision.rosterEpoch]?.members ?? []).map((member) => [member.account, member.power]))
  const present = new Map(
    (dao.rosters[dao.rosterEpoch]?.members ?? [])
      .filter((member) => !dao.exited.has(member.account))
      .map((member) => [member.account, member.power]),
  )
  let [yes, total] = [0n, 0n]
  for (const [account, power] of present) {
    total += power
    const says = sheets.find((sheet) => sheet.member === account)?.choices.find((choice) => choice.decision === id)
    const then = cited.get(account) ?? 0n
    if (says?.support === 1) yes += then < power ? then : power
  }
  return yes * 2n > total ? null : 'Dao_NotDecisive'
}

const outcomeRule = 'chain outcome equals the pure rule'

/** Counts by the rules of the governance package and compares with the plain count. A difference is reported, not thrown into the chain. */
export const countTwice =
  ({ checks }: Pick<Ledger, 'checks'>, report: (violation: Violation) => void): CountRule =>
  (request) => {
    count(checks, outcomeRule)
    const verdict = countWithGovernance(request)
    const plain = countPlainly(request)
    if ((verdict === null) !== (plain === null))
      report(new Violation(outcomeRule, `${request.id}: ${verdict ?? 'passes'} against ${plain ?? 'passes'}`))
    return verdict
  }
