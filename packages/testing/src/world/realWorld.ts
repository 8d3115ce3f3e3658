import { createChainClient, sandboxProfile } from '@daomesh/chain'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { memoryDisk, type MemoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { type Address, address, type DecisionId, type Rules, type SpaceId } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { plainRules } from './plainRules.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, readyDesk, startMember } from './startMember.ts'

export type RealDao = { readonly space: SpaceId; readonly dao: Address }
export type RealWorld = {
  readonly devnet: Devnet
  readonly requestId: () => string
  /** A whole node of the account with this number; of one that was stopped, on the disk it left. @param rpcUrl absent: the chain's own endpoint. */
  readonly start: (name: string, account: number, rpcUrl?: string) => Promise<Member>
  readonly stop: (member: Member) => Promise<void>
  /** Asks the chain itself. */
  readonly ask: (method: string, ...params: readonly unknown[]) => Promise<unknown>
  /** Founds and deploys a DAO of these people, and waits until all can read it, and who is in it. */
  readonly found: (name: string, people: readonly Member[], rules?: Partial<Rules>) => Promise<RealDao>
  /** How many transactions the person of this name was asked to sign since the world began. */
  readonly asked: (name: string) => number
  /** Lets chain time pass, until every node sees it. */
  readonly pass: (seconds: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Whole nodes on a real chain, in real time; the network is in this process. */
export const createRealWorld = async (
  name: string,
  { confirmations = 0, blockTime }: { readonly confirmations?: number; readonly blockTime?: number } = {},
): Promise<RealWorld> => {
  const devnet = await startDevnet(blockTime === undefined ? {} : { blockTime })
  const deployer = devnet.accounts[9] ?? devnet.accounts[0]
  if (deployer === undefined) throw new Error('no account')
  const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: deployer })
  const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  const members = new Set<Member>()
  const disks = new Map<string, MemoryDisk>()
  const asked = new Map<string, number>()
  let requests = 0
  const requestId = (): string => `${name}-${(requests += 1)}`

  const ask = async (method: string, ...params: readonly unknown[]): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const response = await fetch(devnet.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return ((await response.json()) as { readonly result: unknown }).result
  }
  const stop = async (member: Member): Promise<void> => {
    members.delete(member)
    await member.node.close()
  }
  const start = async (called: string, i: number, rpcUrl = devnet.rpcUrl): Promise<Member> => {
    const account = devnet.accounts[i]
    if (account === undefined) throw new Error('no account')
    const sandbox = sandboxProfile(devnet.identity, address.parse(factory))
    const profile = { ...sandbox, finality: { confirmations }, poll: 100, slowestPoll: 400 }
    const client = createChainClient({ rpcUrl, profile, clock: systemClock })
    const disk = disks.get(called) ?? memoryDisk()
    disks.set(called, disk)
    const desk = readyDesk(account)
    const member = await startMember({
      name: called,
      account,
      hub,
      client,
      clock: systemClock,
      random: systemRandom,
      verifier: nativeVerifier(),
      disk,
      signer: {
        ...desk,
        sign: (by, request) => {
          if (request.type === 'transaction') asked.set(called, 1 + (asked.get(called) ?? 0))
          return desk.sign(by, request)
        },
      },
    })
    members.add(member)
    return member
  }
  const found = async (called: string, people: readonly Member[], rules: Partial<Rules> = {}): Promise<RealDao> => {
    const [first, ...others] = people as [Member, ...Member[]]
    const { space: lobby, invite } = await first.api.lobbies.create({
      requestId: requestId(),
      name: called,
      displayName: first.name,
      expiresInHours: 24,
    })
    for (const { api, name: displayName } of others) await api.lobbies.join({ requestId: requestId(), invite: invite ?? '', displayName })
    const here = async () =>
      (await first.api.lobbies.get({ space: lobby })).members.filter((one) => one.name !== null).length === people.length
    await until('everybody in the lobby', here)
    const seats = people.map(({ account }) => ({ account, power: '1', shares: '1' }))
    const { proposal } = await first.api.lobbies.propose({
      requestId: requestId(),
      space: lobby,
      members: seats,
      rules: { ...plainRules(1), ...rules },
    })
    for (const { api } of others) {
      await until('the founding arrives', async () => (await api.lobbies.get({ space: lobby })).proposal)
      await api.lobbies.cosign({ requestId: requestId(), space: lobby, genesisHash: proposal?.genesisHash ?? '' })
    }
    const space = await until('the DAO everywhere', async () => {
      const daos = await Promise.all(people.map(async ({ api }) => (await api.lobbies.get({ space: lobby })).dao))
      return daos.every((dao) => dao !== null && dao === daos[0]) && daos[0]
    })
    await first.api.daos.deploy({ requestId: requestId(), space })
    await until('deployed and readable', async () => {
      const rows = await Promise.all(people.map(({ api }) => api.daos.get({ space })))
      return rows.every(
        ({ deployed, locked, memberRows }) => deployed === 'final' && !locked && memberRows.every(({ name }) => name !== null),
      )
    })
    return { space: space as SpaceId, dao: address.parse((await first.api.daos.get({ space })).dao) }
  }
  return {
    devnet,
    requestId,
    start,
    stop,
    ask,
    found,
    asked: (called) => asked.get(called) ?? 0,
    pass: async (seconds) => {
      await ask('evm_increaseTime', seconds)
      await ask('evm_mine')
      const block = BigInt((await ask('eth_blockNumber')) as string)
      await until('everybody sees the new block', async () => {
        const all = await Promise.all([...members].map(({ api }) => api.node.status()))
        return all.every(({ chain }) => BigInt(chain.block ?? 0) >= block)
      })
    },
    close: async () => {
      for (const member of members) await stop(member)
      await devnet.stop()
    },
  }
}

/** A member's answer to a proposal, once that arrived. */
export const answer = async (
  { requestId }: Pick<RealWorld, 'requestId'>,
  by: Member,
  space: SpaceId,
  decision: string,
  support: 'for' | 'against' = 'for',
): Promise<void> => {
  await until('the proposal arrives', () => by.api.proposals.get({ space, decision }).catch(() => null))
  await by.api.ballots.cast({
    requestId: requestId(),
    space,
    choices: [{ decision: decision as DecisionId, support }],
    reason: '',
  })
}
