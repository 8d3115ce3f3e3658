import type { Address } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoFactoryAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'

export type EncodeDistributeIncomeParameters = {
  readonly factory: Address
  readonly dao: Address
  /** Zero is ETH. */
  readonly token: Address
}

/** Splits the income of a DAO in one token by its rules (R11); the inbox is made on the way where it is not there yet. Anybody may send it. */
export const encodeDistributeIncome = ({ factory, dao, token }: EncodeDistributeIncomeParameters): ChainCall => ({
  to: factory,
  value: 0n,
  data: encodeFunctionData({ abi: daoFactoryAbi, functionName: 'distribute', args: [dao, token] }),
})
