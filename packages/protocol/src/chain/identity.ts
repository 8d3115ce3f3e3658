import { fromHex, type Hex, utf8 } from '../bytes.ts'
import { hashOf } from '../hash.ts'
import type { Address } from '../ids.ts'

/** Sandbox chains share ids, so a chain is its id and the hash of its first block. */
export type ChainIdentity = { readonly chainId: bigint; readonly genesisHash: Hex }

/**
 * 32 bytes that stand for a chain wherever something is bound to it.
 * @example
 * equalBytes(chainIdentityBytes(chain), chainIdentityBytes({ ...chain, chainId: 1n })) // => false
 */
export const chainIdentityBytes = (chain: ChainIdentity): Uint8Array =>
  hashOf('daomesh/chain/1', utf8(chain.chainId.toString()), fromHex(chain.genesisHash))

/**
 * CAIP-10: `eip155:<chainId>:<address>`.
 * @example
 * daoIdOf(1n, dao) // => 'eip155:1:0xdadadadadadadadadadadadadadadadadadadada'
 */
export const daoIdOf = (chainId: bigint, dao: Address): string => `eip155:${chainId}:${dao}`
