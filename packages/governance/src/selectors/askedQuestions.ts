import { type Address, type Decision, type DecisionId, decisionIdOf, type OuterQuestion, supports } from '@daomesh/protocol'
import { type InnerPlace, questionOf } from './innerAnswer.ts'
import { proposerOf } from '../content/slots.ts'
import { agreementsAmong } from '../deals/agreementsAmong.ts'
import { isLost, standingFirst } from './askedOnce.ts'
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
 * The questions of outer DAOs among proposals, each with the decisions that answer it (S17). What was asked twice is here twice, what stands first.
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
  return [...rounds.values()]
    .flatMap((answers) => {
      const asked = answers.find(({ support }) => support === supports.for)
      if (asked === undefined) return []
      const outer = asked.question.dao
      return [{ outer, decision: decisionIdOf(place.chainId, outer, asked.question.decision), asked, answers }]
    })
    .sort((a, b) => standingFirst(a.asked.row, b.asked.row))
}

/** The question that the outer decision of a question itself carries, where the outer DAO is asked in turn. */
export const furtherOf = ({ chainId }: InnerPlace, { dao, decision, content }: OuterQuestion): OuterQuestion | null =>
  questionOf({ chainId, dao }, decision, content)

/**
 * Whether a decision only carries another answer than the For that people read and answer, to a question here or to the one that the outer DAO is asked in turn
 * (S17). It says so itself: also while the one that stands for it is not here yet, and once no ballot can save either.
 * @example
 * carriesOther({ chainId: chain.chainId, dao }, decision, 'A text.') // => false
 */
export const carriesOther = (place: InnerPlace, decision: Decision, content: string): boolean => {
  const question = questionOf(place, decision, content)
  if (question === null) return false
  return question.support !== supports.for || (furtherOf(place, question)?.support ?? supports.for) !== supports.for
}

/** What is answered with a question: `support` is the answer of the outer DAO that it is about, For where the same was asked again. */
export type BesideQuestion = { readonly support: number; readonly question: AskedQuestion }

/** The question that the outer decision itself carries, by the decisions that were made with it; null where it is a decision like any other. */
const carriedBy = (place: InnerPlace, { outer, asked }: AskedQuestion): { readonly support: number; readonly round: string } | null => {
  const { decision } = asked.question
  const further = furtherOf(place, asked.question)
  if (further === null) return null
  const { slot, closesAt, expiresAt, rosterEpoch, rulesEpoch } = decision
  const id = decisionIdOf(place.chainId, further.dao, further.decision)
  const made = [outer, further.dao, id, proposerOf(slot), closesAt, expiresAt, rosterEpoch, rulesEpoch]
  return { support: further.support, round: made.join('/') }
}

/**
 * Questions that are one for people, by the one that stands for them (S17): what members who did not hear of each other asked twice; and where an outer DAO
 * is itself asked by another one and has a decision for each answer, what its members are asked about each of them. Of one that no ballot can save, nothing.
 * @example
 * questionsBeside({ chainId: chain.chainId, dao }, []) // => new Map()
 */
export const questionsBeside = (
  place: InnerPlace,
  questions: readonly AskedQuestion[],
): ReadonlyMap<AskedQuestion, readonly BesideQuestion[]> => {
  const carried = questions.map((question) => ({ question, further: carriedBy(place, question) }))
  const stands = ({ question, further }: (typeof carried)[number]): boolean =>
    !isLost(question.asked.row) && (further === null || further.support === supports.for)
  const same = (a: AskedQuestion, b: AskedQuestion): boolean => a.outer === b.outer && a.decision === b.decision
  return new Map(
    carried.filter(stands).flatMap((one) => {
      const again = carried.filter((other) => stands(other) && same(other.question, one.question)).map(({ question }) => question)
      const [first, ...more] = again.toSorted((a, b) => standingFirst(a.asked.row, b.asked.row))
      if (first !== one.question) return []
      const others = carried.flatMap(({ question, further }) =>
        further !== null && further.round === one.further?.round && further.support !== supports.for
          ? [{ support: further.support, question }]
          : [],
      )
      return [[first, [...more.map((question) => ({ support: supports.for, question })), ...others]] as const]
    }),
  )
}

/**
 * Proposals as people go through them: of each question the one that stands for it, without the decisions that only carry its other answers or ask it again
 * (S17), and of each bounty that the DAO is asked to take, and each founding or seat that it is asked to join, one
 * (O10, J17).
 * @example
 * shownAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const shownAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly ProposalRow[] => {
  const read = rows.filter(({ decision, content }) => !carriesOther(place, decision, content))
  const behind = new Set([
    ...[...questionsBeside(place, askedAmong(place, read)).values()].flatMap((beside) =>
      beside.map(({ question }) => question.asked.row.id),
    ),
    ...agreementsAmong(place, read).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
    ...joinsAmong(place, read).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
  ])
  return read.filter(({ id }) => !behind.has(id))
}

/** What somebody who answers `support` says on the decision by which the DAO gives the answer `given`. */
export const givenAs = (given: number, support: number): number =>
  given === supports.for ? support : given === support ? supports.for : supports.against

/**
 * What a member's answer to a question says on each of its decisions: For on the one that gives this answer, Against on those that give another. On the
 * one for For the answer stands as the member gave it, so that the tally of that decision is the tally of the question (S17).
 * @example
 * spreadAnswer([], 1) // => []
 */
export const spreadAnswer = (
  answers: readonly PossibleAnswer[],
  support: number,
  beside: readonly BesideQuestion[] = [],
): readonly { readonly row: ProposalRow; readonly support: number }[] => [
  ...answers.map(({ row, support: given }) => ({ row, support: givenAs(given, support) })),
  // What the outer DAO's other answers get of this one, on the decisions that say so there.
  ...beside.flatMap((one) => spreadAnswer(one.question.answers, givenAs(one.support, support))),
]
