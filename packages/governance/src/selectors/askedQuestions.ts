import { type Address, type DecisionId, decisionIdOf, type OuterQuestion, supports } from '@daomesh/protocol'
import { type InnerPlace, questionOf } from './innerAnswer.ts'
import { agreementsAmong } from '../deals/agreementsAmong.ts'
import { joinsAmong } from './joinsAmong.ts'
import type { ProposalRow } from './proposalState.ts'

/** One of the answers that a DAO may give to a question, with the decision whose only call signs just that ballot. */
export type PossibleAnswer = { readonly support: number; readonly row: ProposalRow; readonly question: OuterQuestion }

/** An outer proposal as it was put to the members of a DAO: a decision for each answer, of which the one for For is what people read and answer. */
export type AskedQuestion = {
  readonly outer: Address
  /** The outer proposal. */
  readonly decision: DecisionId
  readonly asked: PossibleAnswer
  /** All of them, `asked` included. */
  readonly answers: readonly PossibleAnswer[]
}

/** Decisions of one question were made together. */
const roundOf = ({ by, decision }: ProposalRow): string =>
  [by, decision.closesAt, decision.expiresAt, decision.rosterEpoch, decision.rulesEpoch].join('/')

/**
 * The questions of outer DAOs among proposals, each with the decisions that answer it (S17). What was asked twice stands twice.
 * @example
 * askedAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const askedAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly AskedQuestion[] => {
  const rounds = new Map<string, PossibleAnswer[]>()
  for (const row of rows) {
    const question = questionOf(place, row.decision, row.content)
    if (question === null) continue
    const key = `${question.dao}/${decisionIdOf(place.chainId, question.dao, question.decision)}/${roundOf(row)}`
    rounds.set(key, [...(rounds.get(key) ?? []), { support: question.support, row, question }])
  }
  return [...rounds.values()].flatMap((answers) => {
    const asked = answers.find(({ support }) => support === supports.for)
    if (asked === undefined) return []
    const outer = asked.question.dao
    return [{ outer, decision: decisionIdOf(place.chainId, outer, asked.question.decision), asked, answers }]
  })
}

/**
 * Proposals as people go through them: of each question the one that stands for it, without the decisions that only carry its other answers (S17), and of
 * each bounty that the DAO is asked to take, and each founding or seat that it is asked to join, one (O10, J17).
 * @example
 * shownAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const shownAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly ProposalRow[] => {
  const behind = new Set([
    ...askedAmong(place, rows).flatMap(({ asked, answers }) => answers.flatMap(({ row }) => (row === asked.row ? [] : [row.id]))),
    ...agreementsAmong(place, rows).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
    ...joinsAmong(place, rows).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
  ])
  return behind.size === 0 ? rows : rows.filter(({ id }) => !behind.has(id))
}

/**
 * What a member's answer to a question says on each of its decisions: For on the one that gives this answer, Against on those that give another. On the
 * one for For the answer stands as the member gave it, so that the tally of that decision is the tally of the question (S17).
 * @example
 * spreadAnswer([], 1) // => []
 */
export const spreadAnswer = (
  answers: readonly PossibleAnswer[],
  support: number,
): readonly { readonly row: ProposalRow; readonly support: number }[] =>
  answers.map(({ row, support: given }) => ({
    row,
    support: given === supports.for ? support : given === support ? supports.for : supports.against,
  }))
