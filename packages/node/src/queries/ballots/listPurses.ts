import { costOf, creditPeriodOf, creditsLeft, listProposals, type ProposalRow, rulesOf } from '@daomesh/governance'
import { countingModes, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import { isSettled } from '../../commands/ballots/castBallot.ts'
import type { NodeContext } from '../../context.ts'
import type { purseRow } from '../../contract/proposals.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import { reservedByPeriod, standingAnswers } from '../readCredits.ts'

/**
 * What awaits this member's ballot in quadratic counting, with the credits that are left for it. Decisions of one period under one set of rules share a
 * purse: what is spent on one of them is missing for the others.
 * @throws DaomeshError `SPACE_UNKNOWN`.
 */
export const listPurses = (node: NodeContext, { space: id }: { readonly space: SpaceId }): z.input<typeof purseRow>[] => {
  const space = node.spaces.dao(id)
  const state = space.chainState()
  const account = node.account.current()
  const rows = listProposals(space.registers(), state, presentOf(node, space)).filter(
    (row) =>
      rulesOf(state, row.decision).mode === countingModes.quadratic &&
      !isSettled(row) &&
      row.ballots.every(({ member, ignored }) => member !== account || ignored !== null),
  )
  const purses = Map.groupBy(rows, purseOf)
  return [...purses].flatMap(([purse, [first, ...others]]) => {
    if (first === undefined) return []
    const { credits } = rulesOf(state, first.decision)
    const standing = standingAnswers(node, space, [first], []).reduce((sum, { answer }) => sum + costOf(answer.votes ?? 0n), 0n)
    const [reserved = 0n] = reservedByPeriod(node, space, [first], []).values()
    const left = Number(creditsLeft({ credits }, standing + reserved))
    return [first, ...others].map((row) => ({ decision: row.id, purse, total: credits, left }))
  })

  function purseOf({ decision }: ProposalRow): string {
    return `${decision.rulesEpoch}.${creditPeriodOf(rulesOf(state, decision), decision.closesAt)}`
  }
}
