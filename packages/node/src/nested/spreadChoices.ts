import { type AskedQuestion, type BesideQuestion, type ProposalRow, questionsBeside, rulesOf, spreadAnswer } from '@daomesh/governance'
import { countingModes, type DecisionId, limits, type Support, supports } from '@daomesh/protocol'
import { joinsIn } from '../joining/joinsIn.ts'
import type { ReadDao } from '../spaces/space.ts'
import { supportWord } from '../words/supportWord.ts'
import { agreementsIn, type KnowsEscrow, placeOf, questionsIn } from './shownProposals.ts'

type Choice = { readonly decision: DecisionId; readonly support: Support }

/** A ballot on it still matters: also past its close, and while the window of its record is open, as for the decision that is answered (R5). */
const isOpen = ({ status, record }: ProposalRow): boolean =>
  ['open', 'decisive', 'passing', 'closed'].includes(status) || record.status === 'challengeable'

/**
 * One answer to a question of an outer DAO becomes what it says on each of the question's decisions, so that a No of the members flows out as well as
 * their Yes does, also through an outer DAO that is itself asked (governance S17). One on a bounty, a founding or a seat that two members asked about stands on both proposals (O10, J17). Where votes cost credits nothing can be
 * signed live, and a choice stays as it is.
 */
export const spreadChoices = <T extends Choice>(node: KnowsEscrow, space: ReadDao, choices: readonly T[]): readonly T[] => {
  const questions = questionsIn(node, space)
  const beside = questionsBeside(placeOf(space), questions)
  /** Of what several members asked about alike: all proposals that sign the same. */
  const alike = [...agreementsIn(node, space), ...joinsIn(node, space)]
  const costs = ({ decision }: ProposalRow): boolean => rulesOf(space.chainState(), decision).mode === countingModes.quadratic
  return choices.flatMap((choice) => {
    const one = alike.find(({ rows }) => rows.some(({ id }) => id === choice.decision))
    if (one !== undefined && !costs(one.asked)) {
      const others = one.rows.filter((row) => row.id !== choice.decision && isOpen(row))
      return [choice, ...others.map(({ id }): T => ({ ...choice, decision: id }))]
    }
    const question = questions.find(({ asked }) => asked.row.id === choice.decision)
    if (question === undefined || costs(question.asked.row)) return [choice]
    const standsFor = ([first, more]: readonly [AskedQuestion, readonly BesideQuestion[]]): boolean =>
      first === question || more.some((one) => one.support === supports.for && one.question === question)
    const [stands, more] = [...beside].find(standsFor) ?? [question, []]
    const open = spreadAnswer(stands.answers, supports[choice.support], more).filter(({ row }) => row.id === choice.decision || isOpen(row))
    return open.map(({ row, support }): T => ({
      ...choice,
      decision: row.id,
      support: supportWord(support),
    }))
  })
}

/**
 * As many answers, in the order asked, as fit on one sheet with all the decisions that each of them stands on: an answer to a question of an outer DAO stands on
 * three, and on more where that one is asked in turn. The rest is for the next sheet.
 */
export const fittingChoices = <T extends Choice>(node: KnowsEscrow, space: ReadDao, choices: readonly T[]): readonly T[] => {
  let room = limits.sheetChoices
  const over = choices.findIndex((choice) => {
    room -= spreadChoices(node, space, [choice]).length
    return room < 0
  })
  // The first one is asked for as it is: what cannot be signed at all says why.
  return over < 1 ? (over < 0 ? choices : choices.slice(0, 1)) : choices.slice(0, over)
}
