import type { Address } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import { daoAbi } from '../abis.ts'

export type GetSpentSlotsParameters = {
  readonly dao: Address
  readonly slots: readonly bigint[]
  /** As of this block. */
  readonly block: bigint
}
export type GetSpentSlotsReturnType = readonly bigint[]

/** Those of the slots under which a decision was enacted, whichever it was (R6). */
export const getSpentSlots = async (
  client: PublicClient,
  { dao, slots, block }: GetSpentSlotsParameters,
): Promise<GetSpentSlotsReturnType> => {
  const spent = await Promise.all(
    slots.map((slot) => client.readContract({ address: dao, abi: daoAbi, functionName: 'spent', args: [slot], blockNumber: block })),
  )
  return slots.filter((_, i) => spent[i])
}
