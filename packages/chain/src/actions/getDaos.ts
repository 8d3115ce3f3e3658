import { address } from '@daomesh/protocol'
import { decodeEventLog, type PublicClient, toEventSelector } from 'viem'
import { daoFactoryAbi } from '../abi/daoFactoryAbi.ts'
import type { ChainProfile, DaosPage, DaosRequest, FoundedDao } from '../client/ports.ts'
import type { FactLog } from './getFactLogs.ts'
import { readPage } from './readPage.ts'

export type GetDaosParameters = DaosRequest & { readonly profile: ChainProfile }
export type GetDaosReturnType = DaosPage

const deployed = toEventSelector('DaoDeployed(address,bytes32,bytes32,string)')

const daoOf = ({ topics, data }: FactLog): FoundedDao | null => {
  const [selector, ...rest] = topics
  if (selector !== deployed) return null
  const { args } = decodeEventLog({ abi: daoFactoryAbi, eventName: 'DaoDeployed', topics: [selector, ...rest], data })
  return { dao: address.parse(args.dao), name: args.name }
}

/** One page of the DAOs that the factory made, with the names of their foundings (SPEC A45). */
export const getDaos = (client: PublicClient, { from, profile }: GetDaosParameters): Promise<GetDaosReturnType> =>
  readPage(client, { profile, from, emitters: [profile.factory], factOf: daoOf })
