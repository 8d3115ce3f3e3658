import { carriedQuestions, claimsOf, innerAnswer } from '@daomesh/governance'
import { outerDigestOf } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** Brings to the outer DAO what the inner one decided to answer: its ballot with the signature that its members' ballots make. */
export const bringAnswers = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  const place = { chainId: inner.record.chain.chainId, dao: inner.record.dao }
  const present = { now: node.chainView.now(), epochTimes: epochTimesOf(inner) }
  const registers = inner.registers()
  const claims = Map.groupBy(claimsOf(outer.registers()), ({ digest }) => digest)
  for (const { row, question } of carriedQuestions(place, registers, inner.chainState(), present)) {
    if (question.dao !== outer.record.dao) continue
    const brought = claims.get(outerDigestOf(place.chainId, place.dao, question)) ?? []
    if (brought.some((claim) => outer.signed.isSigned(claim))) continue
    // One that no longer holds is brought anew by the ballots that do.
    const answer = innerAnswer(place, registers, inner.chainState(), row.id, present)
    if (answer === null || brought.some((claim) => claim.signature === answer.signature)) continue
    await outer.append('ballot.cast', { sheet: answer.sheet, signature: answer.signature, reason: '' })
  }
}
