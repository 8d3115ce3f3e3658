import { type Address, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { incomeInboxAbi } from '../abis.ts'
import { predictInboxAddress } from '../calls/predictInboxAddress.ts'
import type { ChainCall } from '../client/ports.ts'

export type EncodeClaimIncomeParameters = {
  readonly factory: Address
  readonly dao: Address
  /** Zero is ETH. */
  readonly token: Address
  readonly account: Address
  /** Who is paid; the account itself where absent. Another one only the account may name. */
  readonly recipient?: Address | undefined
}

/** Pays an account what could not be pushed to it (R11). */
export const encodeClaimIncome = ({ factory, dao, token, account, recipient }: EncodeClaimIncomeParameters): ChainCall => ({
  to: predictInboxAddress(factory, dao),
  value: 0n,
  data: encodeFunctionData({ abi: incomeInboxAbi, functionName: 'claim', args: [token, account, recipient ?? zeroAddress] }),
})
