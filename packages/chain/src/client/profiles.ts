import type { Address, ChainIdentity } from '@daomesh/protocol'
import type { ChainProfile } from './ports.ts'

/**
 * A local chain that mines each transaction at once. Its only miner never reorganises, so nothing needs to lie on top of a block: payments become
 * final without further blocks, which an idle sandbox would never mine.
 * @example
 * sandboxProfile(chain, factory).factory // => factory
 */
export const sandboxProfile = (identity: ChainIdentity, factory: Address): ChainProfile => ({
  identity,
  factory,
  finality: { confirmations: 0 },
  startBlock: 0n,
  logRange: 100_000n,
  poll: 500,
  slowestPoll: 5_000,
})

/** A proof-of-stake chain: its own `finalized` tag, polite polling, the log range that common endpoints allow. */
export const publicProfile = (identity: ChainIdentity, factory: Address, startBlock: bigint): ChainProfile => ({
  identity,
  factory,
  finality: { tag: 'finalized' },
  startBlock,
  logRange: 5_000n,
  poll: 6_000,
  slowestPoll: 120_000,
})
