import { type Address, supports } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import type { Answer, SlotAnswer } from '../rules/planSheet.ts'
import { listProposals, type Present, type ProposalRow } from './proposalState.ts'
import type { Registers } from './registers.ts'

/** What no ballot can change any more. */
const over: ReadonlySet<ProposalRow['status']> = new Set(['enacted', 'expired', 'superseded', 'executable', 'rejected'])

export type EarlierAnswers = {
  /** What the member says now on proposals that can still be enacted, the nearest close first. */
  readonly standing: readonly Answer[]
  /** Every For of it that anybody can still use, also where it answered otherwise since (R4). */
  readonly usableYes: readonly SlotAnswer[]
}

/**
 * A member's earlier answers that a new sheet has to respect, for `planSheet`.
 * @example
 * earlierAnswers(registers, state, alice, { now: 1 }) // => { standing: [], usableYes: [] }
 */
export const earlierAnswers = (registers: Registers, state: ChainState, member: Address, present: Present): EarlierAnswers => {
  const rows = listProposals(registers, state, present)
    .filter(({ status }) => !over.has(status))
    .flatMap(({ id, decision, ballots }) => {
      const mine = ballots.find((ballot) => ballot.member === member)
      return mine === undefined ? [] : [{ decision: id, slot: decision.slot, closesAt: decision.closesAt, mine }]
    })
    .sort((a, b) => a.closesAt - b.closesAt || (a.decision < b.decision ? -1 : 1))
  return {
    standing: rows.flatMap(({ mine, ...row }) => (mine.ignored === null ? [{ ...row, support: mine.support, votes: mine.votes }] : [])),
    usableYes: rows.flatMap(({ mine, decision, slot }) =>
      mine.usable?.support === supports.for ? [{ decision, slot, support: supports.for }] : [],
    ),
  }
}
