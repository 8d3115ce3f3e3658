import type { CountRule } from '@daomesh/chain/memory'
import { tally } from '@daomesh/governance'

/** The simulated chain counts with the pure rules, which contracts/test/differential holds against the contract (T10). */
export const countWithGovernance: CountRule = ({ dao, decision, id, sheets }) => {
  const ballots = new Map(
    sheets.flatMap((sheet) => {
      const choice = sheet.choices.find((one) => one.decision === id)
      return choice === undefined ? [] : [[sheet.member, choice.support] as const]
    }),
  )
  const outcome = tally({
    rules: dao.rules,
    cited: dao.rosters[decision.rosterEpoch]?.members ?? [],
    current: dao.rosters[dao.rosterEpoch]?.members ?? [],
    exited: dao.exited,
    ballots,
  })
  if (!outcome.decisive) return 'Dao_NotDecisive'
  return outcome.immediate ? null : 'Dao_NotUnanimous'
}
