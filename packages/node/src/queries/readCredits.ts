import {
  type Answer,
  costOf,
  creditPeriodOf,
  creditsLeft,
  listProposals,
  mostVotes,
  type ProposalRow,
  reservedIn,
  rulesOf,
} from '@daomesh/governance'
import { countingModes, type DecisionId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { creditsShape } from '../contract/proposals.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Standing = { readonly row: ProposalRow; readonly answer: Answer }

const over: ReadonlySet<string> = new Set(['enacted', 'expired', 'superseded', 'executable', 'rejected'])

const periodOf = (space: DaoSpace, { decision }: ProposalRow): number =>
  creditPeriodOf(rulesOf(space.chainState(), decision), decision.closesAt)

/**
 * In quadratic counting: this member's answers that still may count, are not recorded (what is has reserved its credits) and spend credits of the same
 * period as `rows`. Elsewhere none: each sheet stands for itself.
 */
export const standingAnswers = (
  node: NodeContext,
  space: DaoSpace,
  rows: readonly ProposalRow[],
  except: readonly DecisionId[],
): readonly Standing[] => {
  const account = node.account.current()
  const [first] = rows
  const state = space.chainState()
  if (first === undefined || rulesOf(state, first.decision).mode !== countingModes.quadratic) return []
  const periods = new Set(rows.map((row) => periodOf(space, row)))
  const { rulesEpoch } = first.decision
  return listProposals(space.registers(), state, presentOf(node, space)).flatMap((row) => {
    const mine = row.ballots.find(({ member, ignored }) => member === account && ignored === null)
    const apart = except.includes(row.id) || state.records.has(row.id) || over.has(row.status)
    if (mine === undefined || apart || row.decision.rulesEpoch !== rulesEpoch || !periods.has(periodOf(space, row))) return []
    const { slot, closesAt } = row.decision
    return [{ row, answer: { decision: row.id, slot, closesAt, support: mine.support, votes: mine.votes } }]
  })
}

/** By period of `rows`: this member's credits that records hold, those of `except` aside. */
export const reservedByPeriod = (
  node: NodeContext,
  space: DaoSpace,
  rows: readonly ProposalRow[],
  except: readonly DecisionId[],
): ReadonlyMap<number, bigint> => {
  const account = node.account.current()
  return new Map(
    rows.map((row) => {
      const period = periodOf(space, row)
      const sums = reservedIn(space.registers(), space.chainState(), { rulesEpoch: row.decision.rulesEpoch, period, except })
      return [period, account === null ? 0n : (sums.get(account) ?? 0n)] as const
    }),
  )
}

/** What this member may spend on a decision in quadratic counting, or null where it is counted otherwise. */
export const readCredits = (node: NodeContext, space: DaoSpace, row: ProposalRow): z.input<typeof creditsShape> | null => {
  const rules = rulesOf(space.chainState(), row.decision)
  if (rules.mode !== countingModes.quadratic) return null
  const account = node.account.current()
  const standing = standingAnswers(node, space, [row], [row.id]).reduce((sum, { answer }) => sum + costOf(answer.votes ?? 0n), 0n)
  const [reserved = 0n] = reservedByPeriod(node, space, [row], [row.id]).values()
  const taken = standing + reserved
  return {
    total: rules.credits,
    left: Number(creditsLeft(rules, taken)),
    most: Number(mostVotes(rules, taken)),
    mine: Number(row.ballots.find(({ member }) => member === account)?.votes ?? 0n),
  }
}
