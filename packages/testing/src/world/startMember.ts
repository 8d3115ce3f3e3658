import type { ChainClient } from '@daomesh/chain'
import { createDevnetSigner, type DevnetAccount } from '@daomesh/chain/devnet'
import type { FileStore } from '@daomesh/files'
import { memoryFileStore } from '@daomesh/files/memory'
import type { LogStore } from '@daomesh/log'
import { memoryStore, type MemoryDisk, type MemoryStoreInit } from '@daomesh/log/memory'
import { deviceKeyFromSeed, nativeDecrypt } from '@daomesh/log/native'
import type { MarketStore } from '@daomesh/market'
import { memoryMarketStore } from '@daomesh/market/memory'
import type { MemoryHub } from '@daomesh/network/memory'
import { type Logger, type MemberNode, type SignerDesk, startNode } from '@daomesh/node'
import { type Address, address, type Clock, type DeviceKey, hashOf, type Random, type Signer, utf8, type Verifier } from '@daomesh/protocol'
import { createRouterClient, type RouterClient } from '@orpc/server'

/** One whole member node in this process: the real node code on seeded adapters. */
export type Member = {
  readonly name: string
  readonly account: Address
  readonly api: RouterClient<MemberNode['router']>
  readonly node: MemberNode
  readonly client: ChainClient
}

export type StartMemberParameters = {
  readonly name: string
  readonly account: DevnetAccount
  readonly hub: Pick<MemoryHub, 'network'>
  readonly client: ChainClient
  readonly clock: Clock
  readonly random: Random
  readonly verifier: Verifier
  /** Survives a crash: give the same disk to the next start. */
  readonly disk?: MemoryDisk
  /** A real store in place of one in memory; whoever opened it closes it. */
  readonly logs?: LogStore
  /** Where sealed bytes of files lie; else nowhere that survives. */
  readonly files?: FileStore
  /** Posts of the market that are here already; else none. */
  readonly market?: MarketStore
  readonly logger?: Logger
  /** A desk where the person always says yes, unless another one is given. */
  readonly signer?: SignerDesk
  /** Asked before each commit, with what it is to write: a full disk, or the moment of a crash. */
  readonly fault?: MemoryStoreInit['fault']
  readonly breathe?: () => Promise<void>
  /** The chain stands still while nobody sends; unless false. */
  readonly sandbox?: boolean
}

const silent: Logger = {
  info: () => undefined,
  warn: () => undefined,
  // What nobody foresaw in a follower ends no node, and must end a test.
  error: (event, facts) => {
    if (event === 'follower.failed') throw new Error(String(facts?.['error']))
  },
  debug: () => undefined,
}

/** A desk where the person always says yes. */
export const readyDesk = (account: DevnetAccount): SignerDesk => ({
  ...signerOf(account),
  state: () => ({ state: 'ready', accounts: [account.address], page: null, pending: 0 }),
  open: () => Promise.resolve(null),
  onChange: () => () => undefined,
})

const deviceKeys = new Map<string, DeviceKey>()

/** The device key of a named member: the same after every restart. */
export const deviceKeyOf = (name: string): DeviceKey => {
  const key = deviceKeys.get(name) ?? deviceKeyFromSeed(hashOf('daomesh/testing/device', utf8(name)))
  deviceKeys.set(name, key)
  return key
}

const signers = new WeakMap<DevnetAccount, Signer>()
const signerOf = (account: DevnetAccount): Signer => {
  const signer = signers.get(account) ?? createDevnetSigner([account])
  signers.set(account, signer)
  return signer
}

/** A whole node of one member in this process, on a hub, a memory disk and whatever chain it is given; its signer always says yes. */
export const startMember = async (p: StartMemberParameters): Promise<Member> => {
  const deviceKey = deviceKeyOf(p.name)
  const node = await startNode({
    version: '0.0.0',
    home: `/${p.name}`,
    clock: p.clock,
    random: p.random,
    verifier: p.verifier,
    decrypt: nativeDecrypt,
    deviceKey,
    logs:
      p.logs ??
      memoryStore({
        random: p.random,
        ...(p.disk === undefined ? {} : { disk: p.disk }),
        ...(p.fault === undefined ? {} : { fault: p.fault }),
      }),
    files: p.files ?? memoryFileStore(),
    market: p.market ?? memoryMarketStore(),
    network: p.hub.network(deviceKey.device, { discovers: true }),
    chain: { name: 'simulated', rpcUrl: null, sandbox: p.sandbox ?? true, client: p.client },
    signer: p.signer ?? readyDesk(p.account),
    logger: p.logger ?? silent,
    ...(p.breathe === undefined ? {} : { breathe: p.breathe }),
  })
  return { name: p.name, account: address.parse(p.account.address), api: createRouterClient(node.router), node, client: p.client }
}
