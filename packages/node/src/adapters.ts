import type { ChainClient } from '@daomesh/chain'
import type { LogStore } from '@daomesh/log'
import type { PeerNetwork } from '@daomesh/network'
import type { Address, Clock, DeviceKey, Random, Verifier } from '@daomesh/protocol'
import type { Logger, MetaStore, SignerDesk } from './ports.ts'

/** How this node reaches its chain. `faucet` exists on sandbox chains only. */
export type ChainProfile = {
  readonly name: string
  readonly rpcUrl: string | null
  readonly factory: Address
  readonly sandbox: boolean
  readonly client: ChainClient
  readonly faucet?: (account: Address) => Promise<void>
  /** Cuts the endpoint off or connects it again, so that a member can be truly offline. */
  readonly setOnline: (online: boolean) => void
}

/** Everything a member node touches outside itself. Apps choose the real ones, the simulator the seeded ones; the node cannot tell. */
export type NodeAdapters = {
  readonly version: string
  readonly home: string
  readonly clock: Clock
  readonly random: Random
  readonly verifier: Verifier
  readonly deviceKey: DeviceKey
  readonly meta: MetaStore
  readonly logs: LogStore
  readonly network: PeerNetwork
  readonly chain: ChainProfile
  readonly signer: SignerDesk
  readonly logger: Logger
}
