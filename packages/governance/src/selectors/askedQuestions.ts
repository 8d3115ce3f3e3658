import { type Address, type Decision, type DecisionId, decisionIdOf, type OuterQuestion, supports } from '@daomesh/protocol'
import { type InnerPlace, questionOf } from './innerAnswer.ts'
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
 * (S17, S22). It says so itself: also while the one that stands for it is not here yet, and once no ballot can save either.
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

/** What the outer proposal is in the end about: `thing`, alike however often the outer DAO was itself asked, and which answer of the outer DAO it is. */
type Carried = { readonly thing: string; readonly support: number }

const carriedBy = (place: InnerPlace, { outer, decision, asked }: AskedQuestion): Carried => {
  const further = furtherOf(place, asked.question)
  if (further === null) return { thing: `${outer}/${decision}`, support: supports.for }
  return { thing: `${outer}/${further.dao}/${decisionIdOf(place.chainId, further.dao, further.decision)}`, support: further.support }
}

/**
 * Questions that are one for people, by the one that stands for them (S17): what members who did not hear of each other asked twice, here or where an outer
 * DAO is itself asked; and where it is, what its members are asked about each of its answers. Of one that no ballot can save, nothing.
 * @example
 * questionsBeside({ chainId: chain.chainId, dao }, []) // => new Map()
 */
export const questionsBeside = (
  place: InnerPlace,
  questions: readonly AskedQuestion[],
): ReadonlyMap<AskedQuestion, readonly BesideQuestion[]> => {
  const things = new Map<string, BesideQuestion[]>()
  for (const question of questions) {
    const { thing, support } = carriedBy(place, question)
    if (support === supports.for && isLost(question.asked.row)) continue
    things.set(thing, [...(things.get(thing) ?? []), { support, question }])
  }
  return new Map(
    [...things.values()].flatMap((all) => {
      const [first] = all
        .filter(({ support }) => support === supports.for)
        .toSorted((a, b) => standingFirst(a.question.asked.row, b.question.asked.row))
      return first === undefined ? [] : [[first.question, all.filter((one) => one !== first)] as const]
    }),
  )
}

/**
 * Proposals as people go through them: of each question the one that stands for it, without the decisions that only carry its other answers or ask it again
 * (S17), which alone ask people nothing; and of each bounty that the DAO is asked to take, and each founding or seat that it is asked to join, one (O10, J17).
 * @example
 * shownAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const shownAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly ProposalRow[] => {
  const beside = questionsBeside(place, askedAmong(place, rows))
  const behind = new Set([
    ...rows.flatMap(({ id, decision, content }) => (carriesOther(place, decision, content) ? [id] : [])),
    ...[...beside.values()].flatMap((all) => all.map(({ question }) => question.asked.row.id)),
    ...agreementsAmong(place, rows).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
    ...joinsAmong(place, rows).flatMap(({ asked, rows: all }) => all.flatMap((row) => (row === asked ? [] : [row.id]))),
  ])
  return behind.size === 0 ? rows : rows.filter(({ id }) => !behind.has(id))
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
