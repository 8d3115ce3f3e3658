import type { ChainClient } from '@daomesh/chain'
import { joinDigestOf } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'
import type { Consent } from './createConsents.ts'

/** Asks the chain whether the DAO signs that it takes this seat, as the outer DAO would. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const isConsenting = (
  client: Pick<ChainClient, 'signs'>,
  { record }: Pick<DaoSpace, 'record'>,
  { dao, power, shares, signature }: Consent,
): Promise<boolean> => {
  const question = { kind: 'seat', outer: record.dao, power: BigInt(power), shares: BigInt(shares) } as const
  return client.signs({ signer: dao, verifier: record.dao, hash: joinDigestOf(record.chain.chainId, dao, question), signature })
}
