import { type Address, type UnsignedTransaction, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoAbi } from '../abis.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'

export type EncodeRagequitParameters = {
  readonly dao: Address
  /** In whole shares. All of them is a full exit. */
  readonly shares: bigint
  /** Zero is ETH. Order and doubles do not matter here; what is not listed stays with the others. */
  readonly tokens: readonly Address[]
  /** Who is paid; the sender where absent. */
  readonly recipient?: Address
}

/** A member leaves, wholly or in part, with the fair part of each listed token (R12). */
export const encodeRagequit = ({ dao, shares, tokens, recipient }: EncodeRagequitParameters): ChainCall => ({
  to: dao,
  value: 0n,
  data: encodeFunctionData({
    abi: daoAbi,
    functionName: 'ragequit',
    // The contract wants them strictly rising, so that none is paid twice.
    args: [shares, [...new Set(tokens)].sort(), recipient ?? zeroAddress],
  }),
})

export type RagequitParameters = EncodeRagequitParameters & { readonly from: Address }
export type RagequitReturnType = UnsignedTransaction

/** @throws DaomeshError `TRANSACTION_REVERTED` (`Dao_NotMember`, `Dao_NotEnoughShares`, `Ragequit_…`), `TRANSACTION_FUNDS`. */
export const ragequit = (client: ChainClient, parameters: RagequitParameters): Promise<RagequitReturnType> =>
  client.prepare({ from: parameters.from, ...encodeRagequit(parameters) })
