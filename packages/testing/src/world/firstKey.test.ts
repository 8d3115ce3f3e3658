import { expect, test } from 'vitest'
import { createTimedWorld } from './timedWorld.ts'
import { plainRules } from './plainRules.ts'

const pair = ['ada', 'ben'] as const

test('M343 the device that proposed a founding is gone for good before it made a key: the others get one all the same, and so does whoever comes back', async () => {
  const world = await createTimedWorld(pair)
  const { api, pass, requestId } = world
  const lobby = await pass(api('ada').lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'ada', expiresInHours: 24 }))
  await pass(api('ben').lobbies.join({ requestId: requestId(), invite: lobby.invite ?? '', displayName: 'ben' }))
  const seats = pair.map((name) => ({ account: world.player(name).member.account, power: '1', shares: '1' }))
  await world.until('ben is in', async () => (await api('ada').lobbies.get({ space: lobby.space })).members.length === 2)
  await pass(api('ada').lobbies.propose({ requestId: requestId(), space: lobby.space, members: seats, rules: plainRules(0) }))
  await world.until('ben sees it', async () => (await api('ben').lobbies.get({ space: lobby.space })).proposal !== null)
  await world.stop('ada')
  const { proposal } = await api('ben').lobbies.get({ space: lobby.space })
  await pass(api('ben').lobbies.cosign({ requestId: requestId(), space: lobby.space, genesisHash: proposal?.genesisHash ?? '' }))
  await world.until('the DAO is open', async () => (await api('ben').lobbies.get({ space: lobby.space })).dao !== null)
  const space = (await api('ben').lobbies.get({ space: lobby.space })).dao ?? ''
  const write = (title: string) => pass(api('ben').drafts.open({ requestId: requestId(), space, title }))
  await expect(write('Too early')).rejects.toMatchObject({ code: 'KEY_MISSING' })
  await world.advance(250_000)
  await write('A plan')
  // Her device comes back from a drawer: it makes a key of its own before it hears of ben's, or takes his. Both read all of it.
  await world.begin('ada')
  await pass(
    api('ada')
      .drafts.open({ requestId: requestId(), space, title: 'Her own' })
      .catch(() => undefined),
  )
  await world.until('both read everything', async () => {
    const lists = await Promise.all(pair.map((name) => api(name).drafts.list({ space })))
    return lists.every((list) => list.some(({ title }) => title === 'A plan'))
  })
  const hashes = await Promise.all(pair.map(async (name) => (await api(name).daos.hash({ space })).stateHash))
  expect(hashes[0]).not.toBeNull()
  expect(hashes[1]).toBe(hashes[0])
  await world.close()
})
