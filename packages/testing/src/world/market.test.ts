import { address } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo', 'dan'] as const
const ether = address.parse(`0x${'00'.repeat(20)}`)

beforeAll(warmUp)

const search = {
  text: '',
  tags: [] as string[],
  issuer: null,
  token: null,
  openToMe: false,
  minLevel: null,
  sort: 'newest',
  offset: 0,
  limit: 50,
} as const
const terms = {
  title: 'A fence for the orchard',
  brief: 'Two hundred metres, **oak**.',
  tags: ['Wood', 'garden', 'wood'] as string[],
  reward: { token: ether, amount: '2000000000000000000', power: null },
  deadline: 1_802_000_000,
  days: 30,
  openTo: 'anyone' as const,
}
const titles = async (world: TimedWorld, name: string, more: object = {}): Promise<string[]> =>
  (await world.api(name).market.search({ ...search, tags: [], ...more })).rows.map(({ title }) => title)

const joined = async () => {
  const world = await createTimedWorld(names)
  const { api, pass, requestId } = world
  for (const name of names) await pass(api(name).market.join({ requestId: requestId() }))
  await world.until('everybody knows the time of the chain', async () =>
    (await Promise.all(names.map((name) => api(name).market.status()))).every(({ now }) => now !== null),
  )
  return world
}

test('M15 a DAO’s post, signed by any of its members, is found by a hunter without a DAO, who reads its card from the chain', async () => {
  const world = await joined()
  const { api, pass, until, requestId, player } = world
  const space = await foundTimed(world, ['ada', 'ben'])
  const other = await foundTimed(world, ['ben', 'cleo'])
  const post = (name: string, of: string | null = space) => pass(api(name).market.post({ requestId: requestId(), space: of, ...terms }))
  await expect(post('ada')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('it is on the chain', async () => (await api('ada').daos.get({ space })).deployed === 'final')
  const { issuer, post: id } = await post('ada')
  for (const name of ['cleo', 'dan'])
    await until('it is found', async () => (await titles(world, name, { text: 'orchard fen', tags: ['wood'] })).length === 1)
  const [row] = (await api('dan').market.search({ ...search, tags: [] })).rows
  expect(row).toMatchObject({
    issuer,
    kind: 'dao',
    own: false,
    tags: ['garden', 'wood'],
    level: null,
    reward: { symbol: 'ETH', known: true },
  })
  expect(await api('dan').market.get({ issuer, post: id })).toMatchObject({ brief: terms.brief, signedBy: player('ada').member.account })
  expect(await pass(api('dan').market.daoCard({ dao: issuer }))).toMatchObject({
    name: 'Meadow',
    members: 2,
    contracts: 0,
    posts: 1,
    space: null,
    level: null,
  })
  await expect(pass(api('dan').market.daoCard({ dao: player('dan').member.account }))).rejects.toMatchObject({ code: 'DAO_UNKNOWN' })
  // Another member revises it; somebody else may not, nor post in its name.
  await expect(pass(api('dan').market.revise({ requestId: requestId(), issuer, post: id, ...terms }))).rejects.toMatchObject({
    code: 'POST_ISSUER',
  })
  await expect(post('dan')).rejects.toMatchObject({ code: 'SPACE_UNKNOWN' })
  await expect(post('cleo', other)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await until('the other member has it', async () => (await titles(world, 'ben')).length === 1)
  await pass(api('ben').market.revise({ requestId: requestId(), issuer, post: id, ...terms, title: 'A longer fence' }))
  await until('the revision', async () => (await titles(world, 'dan'))[0] === 'A longer fence')
  await world.close()
})

test('M16 M17 M18 only who joined writes and hears; a post outlives a restart, is narrowed by who may take it, and is closed for good', async () => {
  const world = await joined()
  const { api, pass, until, requestId, player } = world
  const { issuer, post } = await pass(api('dan').market.post({ requestId: requestId(), space: null, ...terms }))
  const forCleo = { ...terms, title: 'For one alone', openTo: [player('cleo').member.account] }
  await pass(api('dan').market.post({ requestId: requestId(), space: null, ...forCleo }))
  await until('both came', async () => (await titles(world, 'ada')).length === 2)
  expect([await titles(world, 'ada', { openToMe: true }), await titles(world, 'cleo', { openToMe: true })]).toEqual([
    [terms.title],
    ['For one alone', terms.title],
  ])
  // The escrow tells of nobody here: nobody reaches a level.
  expect([await titles(world, 'ada', { minLevel: 0 }), (await api('ada').market.status()).levels]).toEqual([[], true])
  await world.stop('dan')
  await world.begin('dan')
  expect((await titles(world, 'dan')).length).toBe(2)
  await pass(api('ada').market.leave({ requestId: requestId() }))
  await expect(pass(api('ada').market.post({ requestId: requestId(), space: null, ...terms }))).rejects.toMatchObject({
    code: 'MARKET_LEFT',
  })
  await pass(api('dan').market.close({ requestId: requestId(), issuer, post }))
  await until('closed at cleo', async () => (await titles(world, 'cleo')).length === 1)
  expect(await titles(world, 'ada')).toContain(terms.title)
  await expect(pass(api('dan').market.close({ requestId: requestId(), issuer, post }))).rejects.toMatchObject({ code: 'POST_CLOSED' })
  await pass(api('ada').market.join({ requestId: requestId() }))
  await until('back in the market', async () => !(await titles(world, 'ada')).includes(terms.title))
  await expect(api('ada').market.get({ issuer, post: '00'.repeat(16) })).rejects.toMatchObject({ code: 'POST_UNKNOWN' })
  const far = { ...terms, title: '‮evil' }
  await expect(pass(api('dan').market.post({ requestId: requestId(), space: null, ...far }))).rejects.toMatchObject({
    code: 'POST_MALFORMED',
  })
  await world.close()
})

test('M19 X4 without an endpoint nothing of strangers is judged and nobody is blamed; when it answers again, what was missed comes', async () => {
  const world = await createTimedWorld(names)
  const { api, pass, until, requestId, player } = world
  player('cleo').client.setOutage(true)
  for (const name of names) await pass(api(name).market.join({ requestId: requestId() }))
  await until('dan knows the time', async () => (await api('dan').market.status()).now !== null)
  await pass(api('dan').market.post({ requestId: requestId(), space: null, ...terms }))
  await until('others have it', async () => (await titles(world, 'ada')).length === 1)
  await world.advance(20_000)
  expect([await titles(world, 'cleo'), (await api('cleo').market.status()).now]).toEqual([[], null])
  await expect(pass(api('cleo').market.post({ requestId: requestId(), space: null, ...terms }))).rejects.toMatchObject({
    code: 'CHAIN_UNREACHABLE',
  })
  expect(player('cleo').events).not.toContain('peer.cutOff')
  player('cleo').client.setOutage(false)
  await until('it comes', async () => (await titles(world, 'cleo')).length === 1)
  await world.close()
})
