import { answersDue } from './answersDue.ts'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { bringDecided } from '../due/bringDecided.ts'
import { createDueDesk } from '../due/takeDue.ts'
import { bringAnswers } from './bringAnswers.ts'
import { carryQuestions, isNested } from './carryQuestions.ts'
import { openOuterDaos } from './openOuterDaos.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may say something else of a signature without any record. */
const again = 5_000

/**
 * Where a DAO is a member of another one and this node is in both, with a seat inside: carries the outer proposals in, and the inner answers out, and opens
 * the spaces of DAOs that ask. In every DAO with such a member: asks the chain what that one signs. What the inner members decided and their ballots do not sign goes to the chain by its record. Returns what stops it.
 */
export const followQuestions = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const desk = createDueDesk(node)
  const kind = { domain: 'daomesh/answerStep', turns: 'daomesh/answerTurn' } as const
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'question.unfollowed', stopped)
    const daos = node.spaces.daos()
    for (const inner of daos) await attempt(inner.id, () => openOuterDaos(node, inner))
    for (const inner of daos)
      await attempt(inner.id, () => bringDecided(node, inner, desk, { ...kind, all: () => answersDue(node, inner) }))
    for (const outer of daos) {
      await attempt(outer.id, () => outer.signed.ask(outer.registers(), outer.chainState()))
      for (const inner of daos) {
        if (inner === outer) continue
        await attempt(inner.id, async () => {
          if (isNested(node, outer, inner)) await carryQuestions(node, outer, inner)
        })
        await attempt(outer.id, async () => {
          if (isNested(node, outer, inner)) await bringAnswers(node, outer, inner)
        })
      }
    }
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
