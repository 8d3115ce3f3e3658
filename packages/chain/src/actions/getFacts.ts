import { type ChainFact, DaomeshError, genesisHashOf, type Hex } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import { predictDaoAddressOf } from '../calls/predictDaoAddress.ts'
import { predictInboxAddress } from '../calls/predictInboxAddress.ts'
import type { ChainProfile, FactsPage, FactsRequest } from '../client/ports.ts'
import { decodeFact } from '../facts/decodeFact.ts'
import { decodeInboxFact } from '../facts/decodeInboxFact.ts'
import { findGenesis } from '../facts/findGenesis.ts'
import type { FactLog } from './getFactLogs.ts'
import { readPage } from './readPage.ts'

export type GetFactsParameters = FactsRequest & { readonly profile: ChainProfile }
export type GetFactsReturnType = FactsPage

const founding = async (client: PublicClient, parameters: GetFactsParameters, log: FactLog, genesisHash: Hex): Promise<ChainFact> => {
  const { dao, profile } = parameters
  if (predictDaoAddressOf(profile.factory, genesisHash) !== dao)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'dao', reason: 'it was not made by the factory of this chain', dao } })
  const known = parameters.genesis
  if (known && genesisHashOf(known) === genesisHash) return { kind: 'founded', genesis: known }
  const { input } = await client.getTransaction({ hash: log.transaction })
  const genesis = findGenesis(input, genesisHash)
  if (genesis === null)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'genesis', reason: 'not in the deploying transaction', dao } })
  return { kind: 'founded', genesis }
}

const factOf = async (client: PublicClient, parameters: GetFactsParameters, log: FactLog): Promise<ChainFact | null> => {
  if (log.emitter !== parameters.dao) return decodeInboxFact(log)
  const decoded = decodeFact(log)
  return decoded?.kind === 'founding' ? founding(client, parameters, log, decoded.genesisHash) : (decoded?.fact ?? null)
}

/**
 * One page of facts of a DAO and its inbox.
 * @throws DaomeshError `CHAIN_EVENTS_DIFFER` when the cursor's block is gone, `INPUT_INVALID` when no DAO of the factory is at this address.
 */
export const getFacts = (client: PublicClient, parameters: GetFactsParameters): Promise<GetFactsReturnType> => {
  const { dao, from, profile } = parameters
  const emitters = [dao, predictInboxAddress(profile.factory, dao)]
  return readPage(client, { profile, from, emitters, factOf: (log) => factOf(client, parameters, log) })
}
