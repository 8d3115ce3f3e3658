import type { PublicClient } from 'viem'
import type { ChainProfile, SaleFactsPage, SaleFactsRequest } from '../client/ports.ts'
import { decodeSaleFact } from '../till/decodeSaleFact.ts'
import { readPage } from './readPage.ts'

export type GetSaleFactsParameters = SaleFactsRequest & { readonly profile: ChainProfile }
export type GetSaleFactsReturnType = SaleFactsPage

/** One page of what the till told, of all sellers (SPEC A66). */
export const getSaleFacts = (client: PublicClient, { till, from, profile }: GetSaleFactsParameters): Promise<GetSaleFactsReturnType> =>
  readPage(client, { profile, from, emitters: [till], factOf: decodeSaleFact })
