import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { memoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address, type Clock } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { countWithGovernance } from './countWithGovernance.ts'
import { createSeededRandom } from './seededRandom.ts'
import { type Member, startMember } from './startMember.ts'
import { createProcessClock, createVirtualClock } from './virtualClock.ts'
import { plainRules } from './plainRules.ts'

const day = 24 * 3_600_000
const rules = plainRules(0)

/** A clock that sleeping machines share: months pass between two of its days without a timer. */
const createCalendar = (start: number) => {
  let clock = createVirtualClock(start)
  const shared: Clock = { now: () => clock.now(), setTimer: (run, milliseconds) => clock.setTimer(run, milliseconds) }
  return {
    shared,
    advance: (milliseconds: number) => clock.advance(milliseconds),
    sleepUntil: (at: number) => {
      clock = createVirtualClock(at)
    },
  }
}

test('H6 two members who open the app now and then still reach each other when the year of their first links is over', async () => {
  await warmUp()
  const start = 1_800_000_000_000
  const calendar = createCalendar(start)
  const clock = calendar.shared
  const random = createSeededRandom('links')
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'links',
    clock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: countWithGovernance,
    autoMine: true,
  })
  chain.mine()
  const people = devnetAccounts(2).map((account, i) => ({ account, name: `m${i}`, disk: memoryDisk() }))
  let request = 0
  const requestId = () => `request-${(request += 1)}`

  const open = async (): Promise<readonly [Member, Member]> => {
    const hub = createMemoryHub({ clock, random })
    const [one, two] = await Promise.all(
      people.map((person) =>
        startMember({
          ...person,
          hub,
          client: createMemoryClient({ chain, clock }),
          clock: createProcessClock(clock),
          random,
          verifier: nativeVerifier(),
        }),
      ),
    )
    if (one === undefined || two === undefined) throw new RangeError('there are two')
    return [one, two]
  }
  /** Lets virtual time pass until it is so, a minute at most. */
  const until = async (look: () => Promise<boolean>): Promise<boolean> => {
    for (let i = 0; i < 120; i++) {
      if (await look()) return true
      await calendar.advance(500)
    }
    return false
  }
  /** What waits for timers, with time passing meanwhile. */
  const pass = async <T>(work: Promise<T>): Promise<T> => {
    let done = false
    const finish = (): void => void (done = true)
    work.then(finish, finish)
    await until(() => Promise.resolve(done))
    return work
  }

  let [ada, ben] = await open()
  const lobby = await pass(ada.api.lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'Ada', expiresInHours: 1 }))
  await pass(ben.api.lobbies.join({ requestId: requestId(), invite: lobby.invite ?? '', displayName: 'Ben' }))
  const seats = people.map(({ account }) => ({ account: account.address, power: '1', shares: '1' }))
  await pass(ada.api.lobbies.propose({ requestId: requestId(), space: lobby.space, members: seats, rules }))
  expect(await until(async () => (await ben.api.lobbies.get({ space: lobby.space })).proposal !== null)).toBe(true)
  const { proposal } = await ben.api.lobbies.get({ space: lobby.space })
  await pass(ben.api.lobbies.cosign({ requestId: requestId(), space: lobby.space, genesisHash: proposal?.genesisHash ?? '' }))
  expect(await until(async () => (await ada.api.lobbies.get({ space: lobby.space })).dao !== null)).toBe(true)
  const space = (await ada.api.lobbies.get({ space: lobby.space })).dao ?? ''
  expect(await until(async () => !(await ben.api.daos.get({ space })).locked)).toBe(true)

  for (const days of [340, 400, 720, 760]) {
    await pass(Promise.all([ada.node.close(), ben.node.close()]))
    calendar.sleepUntil(start + days * day)
    ;[ada, ben] = await open()
    await calendar.advance(1_000)
    const title = `Day ${days}`
    // Written while the other is away: gossip asks nobody for a link, sync does.
    await pass(ben.api.network.setOnline({ online: false, chain: true }))
    await pass(ada.api.drafts.open({ requestId: requestId(), space, title }))
    await pass(ben.api.network.setOnline({ online: true, chain: true }))
    expect(await until(async () => (await ben.api.drafts.list({ space })).some((draft) => draft.title === title))).toBe(true)
  }
  await pass(Promise.all([ada.node.close(), ben.node.close()]))
}, 60_000)
