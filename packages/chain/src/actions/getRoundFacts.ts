import type { PublicClient } from 'viem'
import type { ChainProfile, RoundFactsPage, RoundFactsRequest } from '../client/ports.ts'
import { decodeRoundFact } from '../rounds/decodeRoundFact.ts'
import { readPage } from './readPage.ts'

export type GetRoundFactsParameters = RoundFactsRequest & { readonly profile: ChainProfile }
export type GetRoundFactsReturnType = RoundFactsPage

/** One page of what the contract of rounds told, of all rounds (SPEC A31). */
export const getRoundFacts = (client: PublicClient, { rounds, from, profile }: GetRoundFactsParameters): Promise<GetRoundFactsReturnType> =>
  readPage(client, { profile, from, emitters: [rounds], factOf: decodeRoundFact })
