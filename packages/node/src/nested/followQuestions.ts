import { toDaomeshError } from '@daomesh/protocol'
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
  let stopped = false
  let cancel: (() => void) | null = null
  let running = false
  let asked = false

  const attempt = async (space: DaoSpace, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      // For want of a key, a signature or the chain; it is tried again at the next look.
      if (!stopped) logger.debug('question.unfollowed', { space: space.id, code: toDaomeshError(error).code, error: String(error) })
    }
  }
  const look = async () => {
    const daos = node.spaces.daos()
    for (const inner of daos) await attempt(inner, () => openOuterDaos(node, inner))
    for (const outer of daos) {
      await attempt(outer, () => outer.signed.ask(outer.registers(), outer.chainState()))
      for (const inner of daos) {
        if (stopped || inner === outer || !isNested(node, outer, inner)) continue
        await attempt(inner, () => carryQuestions(node, outer, inner))
        await attempt(outer, () => bringAnswers(node, outer, inner))
      }
    }
  }
  const plan = (wait: number) => {
    if (stopped) return
    cancel?.()
    cancel = clock.setTimer(run, wait)
  }
  const run = () => {
    cancel = null
    if (running) {
      asked = true
      return
    }
    running = true
    asked = false
    void look().finally(() => {
      running = false
      plan(asked ? pause : again)
    })
  }
  const unlisten = node.changes.listen((topics) => {
    if (!topics.includes('spaces') && !topics.includes('chain')) return
    if (running) asked = true
    else plan(pause)
  })
  plan(pause)
  return () => {
    stopped = true
    cancel?.()
    unlisten()
  }
}
