import { createHash } from 'node:crypto'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import type { LogStore } from '@daomesh/log'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address, type SpaceId } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { countWithGovernance } from './countWithGovernance.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'
import { plainRules } from './plainRules.ts'

const factory = address.parse(`0x${'fa'.repeat(20)}`)
const powers = [60n, 40n]
const rules = plainRules(1)

let requests = 0
export const requestId = (): string => `pair-request-${(requests += 1)}`

/** Two people on one chain and one network in this process. */
export const createPairWorld = () => {
  const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: createHash('sha256').update('pair').digest('hex'),
    clock: systemClock,
    factory,
    finality: { confirmations: 0 },
    count: countWithGovernance,
    autoMine: true,
  })
  const accounts = devnetAccounts(3)
  for (const { address: account } of accounts) chain.fund(account, 100n * 10n ** 18n)
  chain.mine()
  const start = (name: 'ada' | 'ben', logs: LogStore): Promise<Member> => {
    const account = accounts[name === 'ada' ? 0 : 1]
    if (account === undefined) throw new Error('no account')
    return startMember({
      name,
      account,
      hub,
      client: createMemoryClient({ chain, clock: systemClock }),
      clock: systemClock,
      random: systemRandom,
      verifier: nativeVerifier(),
      logs,
    })
  }
  return { start }
}

/** Founds and deploys a DAO of the two and waits until both can read and write it. */
export const foundPair = async (ada: Member, ben: Member): Promise<SpaceId> => {
  const lobby = await ada.api.lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'ada', expiresInHours: 24 })
  if (lobby.invite === null) throw new Error('no invite')
  await ben.api.lobbies.join({ requestId: requestId(), invite: lobby.invite, displayName: 'ben' })
  const { space } = lobby
  await until('both in the lobby', async () => (await ada.api.lobbies.get({ space })).members.filter((m) => m.name !== null).length === 2)
  const members = [ada, ben].map(({ account }, i) => ({ account, power: String(powers[i]), shares: String(powers[i]) }))
  const { proposal } = await ada.api.lobbies.propose({ requestId: requestId(), space, members, rules })
  if (proposal === null) throw new Error('no proposal')
  await until('the founding at the other', async () => (await ben.api.lobbies.get({ space })).proposal)
  await ben.api.lobbies.cosign({ requestId: requestId(), space, genesisHash: proposal.genesisHash })
  const dao = await until('the DAO on both', async () => {
    const [a, b] = await Promise.all([ada, ben].map(async ({ api }) => (await api.lobbies.get({ space })).dao))
    return a !== null && a !== undefined && a === b && a
  })
  await ada.api.daos.deploy({ requestId: requestId(), space: dao })
  const all = () => Promise.all([ada, ben].map(({ api }) => api.daos.get({ space: dao })))
  await until('deployed', async () => (await all()).every(({ deployed }) => deployed === 'final'))
  await until('unlocked', async () =>
    (await all()).every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null)),
  )
  return dao
}

/** The one state hash of both, at one cut. */
export const oneHash = (space: SpaceId, ...members: readonly Member[]): Promise<string> =>
  until('one state hash', async () => {
    const [first, ...others] = await Promise.all(members.map(({ api }) => api.daos.hash({ space })))
    const { stateHash = null, entries } = first ?? {}
    return stateHash !== null && others.every((one) => one.stateHash === stateHash && one.entries === entries) && stateHash
  })
