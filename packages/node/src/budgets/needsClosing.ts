import { type BudgetRow, proposalState, type Present, rulesOf } from '@daomesh/governance'
import type { DecisionId, Hex } from '@daomesh/protocol'
import { readClosing } from '../queries/proposals/readClosing.ts'
import { isFree } from '../queries/proposals/underWay.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Read = Pick<DaoSpace, 'registers' | 'chainState'>

const isCounted = ({ ignored, pledges }: BudgetRow['pledges'][number]): boolean => ignored === null && pledges.length > 0

type Asked = { readonly pin: Hex; readonly present: Present }

/**
 * Whether a part of a closing asks the members for just its payments, free of conditions, after the end of the budget and for a whole voting period. What costs
 * most is asked last. `pin`: the code that the token has on the chain; with another one in a call the chain would refuse to pay.
 */
const isFair = (
  space: Read,
  { closesAt: end }: BudgetRow,
  { decision, pin, present }: Asked & { readonly decision: DecisionId },
): boolean => {
  const state = space.chainState()
  const row = proposalState(space.registers(), state, decision, present)
  if (row === undefined || row.status === 'withdrawn' || row.status === 'superseded') return false
  const { closesAt, rosterEpoch, rulesEpoch } = row.decision
  return (
    row.decision.calls.every(({ codeHash }) => codeHash === pin) &&
    isFree(row.decision) &&
    rosterEpoch <= state.rosterEpoch &&
    rulesEpoch <= state.rulesEpoch &&
    closesAt >= end + rulesOf(state, row.decision).votingPeriod &&
    readClosing(space, row)?.verdict === 'matches'
  )
}

/**
 * Whether the payments of a budget that is over wait to be proposed: there are pledges, and no closing that counts all of them was put to the vote. What was, and
 * was voted down, is not proposed again by itself; a closing that pays something else, counts less, or could never be carried out, keeps nobody from it.
 */
export const needsClosing = (space: Read, row: BudgetRow, { pin, present }: Asked): boolean => {
  const counted = row.pledges.filter(isCounted)
  if (counted.length === 0 || row.status === 'paid' || row.status === 'open') return false
  /** A pledge to what is not in the set counts nothing. */
  const counts = ({ pledges, projects }: BudgetRow['closings'][number]): boolean => {
    const [digests, known] = [new Set<string>(pledges), new Set<string>(projects)]
    return counted.every(({ digest, pledges: lines }) => digests.has(digest) && lines.every(({ project }) => known.has(project)))
  }
  return !row.closings.some(
    (closing) => counts(closing) && closing.decisions.every((decision) => isFair(space, row, { decision, pin, present })),
  )
}
