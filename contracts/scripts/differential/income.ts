import { incomeCase } from '@daomesh/governance/vectors/income'
import type { Packer } from './pack.ts'

export const putIncome = ({ put }: Packer, n: number): boolean => {
  const one = incomeCase(n)
  put(n, 4)
  put(one.incomeBps, 2)
  put(one.amount, 32)
  put(one.shares.length, 1)
  for (const [i, shares] of one.shares.entries()) {
    put(shares, 16)
    put(one.burned[i] ?? 0n, 16)
  }
  put(one.toTreasury, 32)
  for (const part of one.parts) put(part, 32)
  return true
}
