import { type ChainProfile, publicProfile, sandboxProfile } from '@daomesh/chain'
import type { Address, ChainIdentity } from '@daomesh/protocol'
import { sandboxChainId } from '../signer/core/confirmPolicy.ts'

export const isSandbox = ({ chainId }: ChainIdentity): boolean => chainId === sandboxChainId

/** How this program meets a chain: by its id alone. */
export const profileOf = (identity: ChainIdentity, factory: Address, startBlock: bigint): ChainProfile =>
  isSandbox(identity) ? sandboxProfile(identity, factory) : publicProfile(identity, factory, startBlock)
