import { expectQuadratic, quadraticCase } from '@daomesh/governance/vectors/quadratic'
import type { Packer } from './pack.ts'
import { hasPower, maskOf, putRoster, whoOf } from './roster.ts'

export const putQuadratic = (packer: Packer, n: number): boolean => {
  const one = quadraticCase(n)
  if (!hasPower(one.cited) || !hasPower(one.current)) return false
  const expected = expectQuadratic(one)
  const { put } = packer
  put(n, 4)
  put(one.rules.quorumBps, 2)
  put(one.rules.thresholdBps, 2)
  put(one.rules.credits, 4)
  putRoster(packer, one.current)
  put(one.cited !== one.current, 1)
  if (one.cited !== one.current) putRoster(packer, one.cited)
  put(maskOf(one.current, one.exited), 8)
  put(one.reserved.length, 1)
  for (const { member, credits } of one.reserved) {
    put(whoOf(member), 1)
    put(credits, 2)
  }
  put(one.ballots.length, 1)
  for (const { member, support, votes } of one.ballots) {
    put(whoOf(member), 1)
    put(support, 1)
    put(votes, 2)
  }
  for (const sum of [expected.for, expected.against, expected.took, expected.voters, expected.opposable]) put(sum, 4)
  put(expected.passes, 1)
  put(expected.decisive, 1)
  return true
}
