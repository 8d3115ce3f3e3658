import { carriedQuestions, claimsOf, innerAnswer } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** Brings to the outer DAO what the inner one decided to answer: its ballot with the signature that its members' ballots make. */
export const bringAnswers = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  const place = { chainId: inner.record.chain.chainId, dao: inner.record.dao }
  const present = { now: node.chainView.now(), epochTimes: epochTimesOf(inner) }
  const registers = inner.registers()
  for (const { row, question } of carriedQuestions(place, registers, inner.chainState(), present)) {
    if (question.dao !== outer.record.dao) continue
    const answer = innerAnswer(place, registers, inner.chainState(), row.id, present)
    if (answer === null) continue
    const brought = claimsOf(outer.registers()).filter(({ digest }) => digest === answer.hash)
    // One that no longer holds is brought anew by the ballots that do.
    if (brought.some((claim) => outer.signed.isSigned(claim) || claim.signature === answer.signature)) continue
    await outer.append('ballot.cast', { sheet: answer.sheet, signature: answer.signature, reason: '' })
  }
}
