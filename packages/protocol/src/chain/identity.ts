import { fromHex, type Hex, utf8 } from '../bytes.ts'
import { hashOf } from '../hash.ts'
import type { Address } from '../ids.ts'

/** Sandbox chains share ids, so a chain is its id and the hash of its first block. */
export type ChainIdentity = { readonly chainId: bigint; readonly genesisHash: Hex }

export const chainIdentityBytes = (chain: ChainIdentity): Uint8Array =>
  hashOf('daomesh/chain/1', utf8(chain.chainId.toString()), fromHex(chain.genesisHash))

/** CAIP-10: `eip155:<chainId>:<address>`. */
export const daoIdOf = (chainId: bigint, dao: Address): string => `eip155:${chainId}:${dao}`
