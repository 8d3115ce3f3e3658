import type { ChainClient } from '@daomesh/chain'
import { type Address, type Hex, joinDigestOf } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

/** What a DAO signs of a seat; power and new shares as decimal strings. */
export type Consent = { readonly dao: Address; readonly power: string; readonly shares: string; readonly signature: Hex }

/** Asks the chain whether the DAO signs that it takes this seat, as the outer DAO would. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const isConsenting = (
  client: Pick<ChainClient, 'signs'>,
  { record }: { readonly record: Pick<DaoSpace['record'], 'dao' | 'chain'> },
  { dao, power, shares, signature }: Consent,
): Promise<boolean> => {
  const question = { kind: 'seat', outer: record.dao, power: BigInt(power), shares: BigInt(shares) } as const
  return client.signs({ signer: dao, verifier: record.dao, hash: joinDigestOf(record.chain.chainId, dao, question), signature })
}
