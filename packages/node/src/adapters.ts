import type { ChainClient } from '@daomesh/chain'
import type { FileStore } from '@daomesh/files'
import type { LogStore } from '@daomesh/log'
import type { MarketStore } from '@daomesh/market'
import type { PeerNetwork } from '@daomesh/network'
import type { Address, Clock, Decrypt, DeviceKey, Random, Verifier } from '@daomesh/protocol'
import type { Logger, SignerDesk } from './ports.ts'

/** How this node reaches its chain. `faucet` exists on sandbox chains only. */
export type ChainAdapter = {
  readonly name: string
  /** Null: none. Another one after `chooseEndpoint`. */
  readonly rpcUrl: string | null
  readonly sandbox: boolean
  readonly client: ChainClient
  /**
   * Goes over to another endpoint and remembers it for later starts; one of another chain, where that may be, is used from the next start on.
   * Absent where this machine keeps the chain itself.
   * @throws DaomeshError `INPUT_INVALID`, `CHAIN_UNREACHABLE`, `FACTORY_ABSENT`, `CHAIN_MISMATCH`, `STORAGE_FAILED`; the old one then stays.
   */
  readonly chooseEndpoint?: (rpcUrl: string, mayBeOther: boolean) => Promise<'now' | 'nextStart'>
  readonly faucet?: (account: Address) => Promise<void>
}

/** Everything a member node touches outside itself. Apps choose the real ones, the simulator the seeded ones; the node cannot tell. */
export type NodeAdapters = {
  readonly version: string
  readonly home: string
  readonly clock: Clock
  readonly random: Random
  readonly verifier: Verifier
  /** Opens bodies; default: the portable one. */
  readonly decrypt?: Decrypt
  readonly deviceKey: DeviceKey
  /** Spaces and the node's own rows, in one store, so that one commit can hold both. */
  readonly logs: LogStore
  /** Sealed bytes of files, beside the store of the spaces. */
  readonly files: FileStore
  /** Posts of the chain's market: a cache, which may be thrown away. */
  readonly market: MarketStore
  readonly network: PeerNetwork
  readonly chain: ChainAdapter
  readonly signer: SignerDesk
  readonly logger: Logger
  /** Gives the event loop back inside long work. Default: the platform's next turn; a simulation on a virtual clock passes its own. */
  readonly breathe?: () => Promise<void>
  /** Where much is written, writes are gathered for a moment (log L48). Only on a clock that runs by itself. */
  readonly gathersWrites?: boolean
}
