import type { Address, Call, Rules } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoAbi } from '../abis.ts'
import { zeroHash } from '../constants.ts'

/** A call of a decision by which a DAO begins a new rules epoch. Every open decision that cites the old one can no longer be enacted (R1). */
export const setRulesCall = (dao: Address, rules: Rules): Call => ({
  target: dao,
  value: 0n,
  data: encodeFunctionData({ abi: daoAbi, functionName: 'setRules', args: [rules] }),
  codeHash: zeroHash,
})
