import { address, type Address } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import { daoFactoryAbi } from '../abis.ts'

export type GetRecordsParameters = { readonly factory: Address }
export type GetRecordsReturnType = Address

/** The records contract that the DAOs of a factory believe (R5, S3.6): the factory commits to it, so it never changes. */
export const getRecords = async (client: PublicClient, { factory }: GetRecordsParameters): Promise<GetRecordsReturnType> =>
  address.parse(await client.readContract({ address: factory, abi: daoFactoryAbi, functionName: 'records' }))
