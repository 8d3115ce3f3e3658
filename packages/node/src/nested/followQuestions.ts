import { toDaomeshError } from '@daomesh/protocol'
import { followChanges } from '../changes/followChanges.ts'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { bringAnswers } from './bringAnswers.ts'
import { carryQuestions, isNested } from './carryQuestions.ts'
import { openOuterDaos } from './openOuterDaos.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may say something else of a signature without any record. */
const again = 5_000

/**
 * Where a DAO is a member of another one and this node is in both, with a seat inside: carries the outer proposals in, and the inner answers out, and opens
 * the spaces of DAOs that ask. In every DAO with such a
 * member: asks the chain what that one signs. Returns what stops it.
 */
export const followQuestions = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const attempt = async (space: DaoSpace, stopped: () => boolean, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      // For want of a key, a signature or the chain; it is tried again at the next look.
      if (!stopped()) logger.debug('question.unfollowed', { space: space.id, code: toDaomeshError(error).code, error: String(error) })
    }
  }
  const look = async (stopped: () => boolean) => {
    const daos = node.spaces.daos()
    for (const inner of daos) await attempt(inner, stopped, () => openOuterDaos(node, inner))
    for (const outer of daos) {
      await attempt(outer, stopped, () => outer.signed.ask(outer.registers(), outer.chainState()))
      for (const inner of daos) {
        if (stopped() || inner === outer || !isNested(node, outer, inner)) continue
        await attempt(inner, stopped, () => carryQuestions(node, outer, inner))
        await attempt(outer, stopped, () => bringAnswers(node, outer, inner))
      }
    }
  }
  return followChanges({ changes: node.changes, clock, topics: ['spaces', 'chain'], waits: { first: pause, pause, again }, look })
}
