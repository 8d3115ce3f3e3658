import type { PublicClient } from 'viem'
import { decodeBondFact } from '../bonds/decodeBondFact.ts'
import type { BondFactsPage, BondFactsRequest, ChainProfile } from '../client/ports.ts'
import { readPage } from './readPage.ts'

export type GetBondFactsParameters = BondFactsRequest & { readonly profile: ChainProfile }
export type GetBondFactsReturnType = BondFactsPage

/** One page of what the contract of market bonds told, of all accounts (SPEC A50). */
export const getBondFacts = (client: PublicClient, { bonds, from, profile }: GetBondFactsParameters): Promise<GetBondFactsReturnType> =>
  readPage(client, { profile, from, emitters: [bonds], factOf: decodeBondFact })
