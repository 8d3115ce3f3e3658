import type { PublicClient } from 'viem'
import type { BountyFactsPage, BountyFactsRequest, ChainProfile } from '../client/ports.ts'
import { decodeBountyFact } from '../escrow/decodeBountyFact.ts'
import { readPage } from './readPage.ts'

export type GetBountyFactsParameters = BountyFactsRequest & { readonly profile: ChainProfile }
export type GetBountyFactsReturnType = BountyFactsPage

/** One page of what the escrow told, of all bounties (SPEC A30). */
export const getBountyFacts = (
  client: PublicClient,
  { escrow, from, profile }: GetBountyFactsParameters,
): Promise<GetBountyFactsReturnType> => readPage(client, { profile, from, emitters: [escrow], factOf: decodeBountyFact })
