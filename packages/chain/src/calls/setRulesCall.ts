import type { Address, Call, Rules } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoAbi } from '../abis.ts'
import { zeroHash } from '../constants.ts'
import { toRules } from '../facts/plainStructs.ts'
import { decodeFunction } from './decodeFunction.ts'

/** A call of a decision by which a DAO begins a new rules epoch. Every open decision that cites the old one can no longer be enacted (R1). */
export const setRulesCall = (dao: Address, rules: Rules): Call => ({
  target: dao,
  value: 0n,
  data: encodeFunctionData({ abi: daoAbi, functionName: 'setRules', args: [rules] }),
  codeHash: zeroHash,
})

/** The rules that a call of the DAO to itself begins; null where it is no such call. The inverse of `setRulesCall`. */
export const decodeRulesChange = (dao: Address, { target, data }: Pick<Call, 'target' | 'data'>): Rules | null => {
  if (target !== dao) return null
  try {
    const { functionName, args } = decodeFunction(daoAbi, data)
    return functionName === 'setRules' ? toRules(args[0]) : null
  } catch {
    // A stranger's bytes: whatever cannot be read is none.
    return null
  }
}
