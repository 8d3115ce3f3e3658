import { rulesOf, spreadAnswer } from '@daomesh/governance'
import { countingModes, type DecisionId, type Support, supports } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { supportWord } from '../words/supportWord.ts'
import { questionsIn } from './shownProposals.ts'

type Choice = { readonly decision: DecisionId; readonly support: Support }

/**
 * One answer to a question of an outer DAO becomes what it says on each of the question's decisions, so that a No of the members flows out as well as
 * their Yes does (governance S17). Where votes cost credits nothing can be signed live, and a choice stays as it is.
 */
export const spreadChoices = <T extends Choice>(node: NodeContext, space: DaoSpace, choices: readonly T[]): readonly T[] => {
  const questions = questionsIn(node, space)
  return choices.flatMap((choice) => {
    const question = questions.find(({ asked }) => asked.row.id === choice.decision)
    if (question === undefined || rulesOf(space.chainState(), question.asked.row.decision).mode === countingModes.quadratic) return [choice]
    return spreadAnswer(question.answers, supports[choice.support]).map(({ row, support }): T => ({
      ...choice,
      decision: row.id,
      support: supportWord(support),
    }))
  })
}
