import { createHash } from 'node:crypto'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import type { FileStore } from '@daomesh/files'
import { memoryFileStore } from '@daomesh/files/memory'
import { memoryDisk, type MemoryDisk, type MemoryStoreInit } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address, type SpaceId, spaceId } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { countWithGovernance } from './countWithGovernance.ts'
import { recordWithGovernance } from './recordWithGovernance.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'

const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 3_600,
  gracePeriod: 0,
  challengeWindow: 3_600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}

let requests = 0
/** A new id for each command, so that it acts once. */
export const newRequestId = (): string => `request-${(requests += 1)}`

export type FoundedDao = {
  readonly space: SpaceId
  readonly member: (name: string) => Member
  /** Ends the node and starts it again on the same disk. */
  readonly restart: (name: string) => Promise<Member>
  /** Where a member keeps the bytes of files, over restarts. */
  readonly files: (name: string) => FileStore
  readonly close: () => Promise<void>
}

export type FoundDaoOptions = {
  /** Asked before each commit of any of them, with what it is to write. */
  readonly fault?: MemoryStoreInit['fault']
}

/** A DAO of these people on real time: whole nodes that can write to each other, on a hub and a chain in memory. */
export const foundDao = async (names: readonly string[], { fault }: FoundDaoOptions = {}): Promise<FoundedDao> => {
  const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  const seed = createHash('sha256').update(names.join()).digest('hex')
  const factory = address.parse(`0x${'fa'.repeat(20)}`)
  const finality = { confirmations: 0 }
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed,
    clock: systemClock,
    factory,
    finality,
    count: countWithGovernance,
    recordRules: recordWithGovernance,
    autoMine: true,
  })
  const accounts = devnetAccounts(names.length)
  for (const account of accounts) chain.fund(account.address, 100n * 10n ** 18n)
  chain.mine()
  const disks = new Map<string, MemoryDisk>()
  const members = new Map<string, Member>()
  const stores = new Map<string, FileStore>()
  const files = (name: string): FileStore => {
    const store = stores.get(name) ?? memoryFileStore()
    stores.set(name, store)
    return store
  }
  const start = async (name: string): Promise<Member> => {
    const account = accounts[names.indexOf(name)]
    if (account === undefined) throw new Error(`nobody is called ${name} here`)
    const disk = disks.get(name) ?? memoryDisk()
    disks.set(name, disk)
    const client = createMemoryClient({ chain, clock: systemClock })
    const member = await startMember({
      name,
      files: files(name),
      account,
      hub,
      client,
      clock: systemClock,
      random: systemRandom,
      verifier: nativeVerifier(),
      disk,
      ...(fault === undefined ? {} : { fault }),
    })
    members.set(name, member)
    return member
  }
  const member = (name: string): Member => {
    const found = members.get(name)
    if (found === undefined) throw new Error(`nobody is called ${name} here`)
    return found
  }
  for (const name of names) await start(name)
  const [first, ...others] = [...members.values()]
  if (first === undefined) throw new Error('a DAO needs somebody')
  const lobby = await first.api.lobbies.create({ requestId: newRequestId(), name: 'Meadow', displayName: first.name, expiresInHours: 24 })
  for (const { api, name } of others) await api.lobbies.join({ requestId: newRequestId(), invite: lobby.invite ?? '', displayName: name })
  await until(
    'everybody in the lobby',
    async () => (await first.api.lobbies.get({ space: lobby.space })).members.filter(({ name }) => name !== null).length === names.length,
  )
  const seats = [...members.values()].map(({ account }) => ({ account, power: '1', shares: '1' }))
  const { proposal } = await first.api.lobbies.propose({ requestId: newRequestId(), space: lobby.space, members: seats, rules })
  for (const { api } of others) {
    await until('the proposal arrives', async () => (await api.lobbies.get({ space: lobby.space })).proposal)
    await api.lobbies.cosign({ requestId: newRequestId(), space: lobby.space, genesisHash: proposal?.genesisHash ?? '' })
  }
  const space = await until('the DAO exists everywhere', async () => {
    const daos = await Promise.all([...members.values()].map(async ({ api }) => (await api.lobbies.get({ space: lobby.space })).dao))
    return daos.every((dao) => dao !== null) && daos[0]
  })
  await until('everybody can read', async () => {
    const rows = await Promise.all([...members.values()].map(({ api }) => api.daos.get({ space })))
    return rows.every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null))
  })
  return {
    space: spaceId.parse(space),
    member,
    restart: async (name) => {
      await member(name).node.close()
      return start(name)
    },
    files,
    close: async () => {
      for (const { node } of members.values()) await node.close()
    },
  }
}
