import { roundCase } from '@daomesh/governance/vectors/round'
import type { Packer } from './pack.ts'

export const putMatching = ({ put }: Packer, n: number): boolean => {
  const one = roundCase(n)
  put(n, 4)
  put(one.pool, 14)
  put(one.capBps, 2)
  put(one.projects.length, 1)
  put(one.contributions.length, 2)
  for (const { seat, project, amount } of one.contributions) {
    put(seat, 1)
    put(project, 1)
    put(amount, 14)
  }
  put(one.deserved, 16)
  for (const { contributed, deserved, matched } of one.projects) {
    put(contributed, 14)
    put(deserved, 16)
    put(matched, 14)
  }
  put(one.left, 14)
  put(one.fundings.length, 1)
  for (const [i, amount] of one.fundings.entries()) {
    put(amount, 14)
    put(one.refunds[i] ?? 0n, 14)
  }
  return true
}
