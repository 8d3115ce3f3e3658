import { createChainClient, readChainIdentity } from '@daomesh/chain'
import { type Address, type ChainIdentity, type Clock, DaomeshError } from '@daomesh/protocol'
import { profileOf } from './profileOf.ts'

export type CheckEndpointParameters = { readonly rpcUrl: string; readonly factory: Address; readonly clock: Clock }

/**
 * Which chain an endpoint speaks for, once it has shown what a node needs of it: a head with its final block, and the factory of DAOs.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `FACTORY_ABSENT`.
 */
export const checkEndpoint = async ({ rpcUrl, factory, clock }: CheckEndpointParameters): Promise<ChainIdentity> => {
  const identity = await readChainIdentity(rpcUrl)
  const client = createChainClient({ rpcUrl, profile: profileOf(identity, factory, 0n), clock })
  const [, code] = await Promise.all([client.head(), client.codeHash(factory)])
  if (code === null) throw new DaomeshError('FACTORY_ABSENT', { meta: { chainId: identity.chainId.toString(), factory } })
  return identity
}
