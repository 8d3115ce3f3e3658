import { address, type DecisionId, type SpaceId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const

beforeAll(warmUp)

const founded = async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
  return { world, space }
}
const enact = async (world: TimedWorld, space: SpaceId, decision: DecisionId) => {
  const { api, pass, requestId, until } = world
  for (const name of names)
    await until('the proposal', async () => (await api(name).proposals.list({ space })).some((row) => row.decision === decision))
  for (const name of ['ada', 'ben'] as const)
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('ada').proposals.get({ space, decision })).tally.enactable)
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  for (const name of names) await until('final', async () => (await api(name).proposals.get({ space, decision })).state === 'final')
}
const powersOf = async (world: TimedWorld, space: SpaceId) =>
  Object.fromEntries(
    (await world.api('cleo').daos.get({ space })).memberRows.map(({ name, power, shares }) => [name, `${power}/${shares}`]),
  )

test('M62 M240: power and shares of members change alone or together, and what is not named stays', async () => {
  const { world, space } = await founded()
  const { api, pass, requestId } = world
  const of = (name: string) => world.player(name).member.account
  const ask = (changes: { account: string; power: string | null; mint: string }[]) =>
    pass(api('ada').proposals.changePower({ requestId: requestId(), space, changes, reason: 'The new roof.' }))
  for (const changes of [
    [{ account: address.parse(`0x${'ab'.repeat(20)}`), power: '1', mint: '0' }],
    [{ account: of('ben'), power: '0', mint: '0' }],
    [{ account: of('ben'), power: '1', mint: '0' }],
    [{ account: of('ben'), power: (1n << 64n).toString(), mint: '0' }],
    [
      { account: of('ben'), power: '2', mint: '0' },
      { account: of('ben'), power: '3', mint: '0' },
    ],
  ])
    await expect(ask(changes)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  const { decision } = await ask([
    { account: of('ben'), power: '8', mint: '0' },
    { account: of('cleo'), power: null, mint: '5' },
  ])
  const one = await ask([{ account: of('ada'), power: '2', mint: '0' }])
  const page = await api('ada').proposals.get({ space, decision: one.decision })
  expect([page.title, page.calls[0]?.summary.key]).toEqual(['Power and shares of ada', 'call.power'])
  const both = await ask([
    { account: of('ada'), power: '2', mint: '0' },
    { account: of('ben'), power: '9', mint: '0' },
  ])
  expect((await api('ada').proposals.get({ space, decision: both.decision })).calls[0]?.changes).toEqual(
    expect.arrayContaining([
      { key: 'call.powerOf', params: { member: of('ada'), power: '2' } },
      { key: 'call.powerOf', params: { member: of('ben'), power: '9' } },
    ]),
  )
  await enact(world, space, decision)
  expect(await powersOf(world, space)).toEqual({ ada: '1/1', ben: '8/1', cleo: '1/6' })
  await world.close()
})

test('M63 M240 H3: a half-life is agreed by decision, each period proposes the same deltas for whoever asks, and twice changes nothing', async () => {
  const { world, space } = await founded()
  const { api, pass, requestId, until } = world
  const ben = world.player('ben').member.account
  const grant = await pass(
    api('ada').proposals.changePower({ requestId: requestId(), space, changes: [{ account: ben, power: '8', mint: '0' }], reason: '' }),
  )
  await enact(world, space, grant.decision)
  await expect(pass(api('ada').proposals.proposeHalfLife({ requestId: requestId(), space }))).rejects.toMatchObject({
    code: 'HALF_LIFE_NOT_DUE',
  })
  const rule = { period: 600, halfLife: 1 }
  const setting = await pass(api('ben').proposals.setHalfLife({ requestId: requestId(), space, rule, reason: '' }))
  await until('seen', async () => (await api('ada').proposals.list({ space })).length === 2)
  expect((await api('ada').proposals.get({ space, decision: setting.decision })).halfLife).toEqual({
    key: 'halfLife.sets',
    params: { periods: 1, seconds: 600 },
  })
  expect((await api('ada').daos.halfLife({ space })).rule).toBeNull()
  await enact(world, space, setting.decision)
  const before = await api('cleo').daos.halfLife({ space })
  expect(before).toMatchObject({ rule: { ...rule, decision: setting.decision }, period: 0, due: [], proposal: null })
  await world.advance(610_000)
  world.chain.mine()
  await until('due', async () => (await api('cleo').daos.halfLife({ space })).due.length > 0)
  expect((await api('cleo').daos.halfLife({ space })).due).toEqual([{ account: ben, name: 'ben', from: '8', to: '4' }])
  const first = { requestId: requestId(), space }
  const { decision } = await pass(api('cleo').proposals.proposeHalfLife(first))
  // What is voted on is said by names.
  const { content } = await api('cleo').proposals.get({ space, decision })
  expect(content).toContain('- ben: 8 → 4')
  expect(content).not.toContain('0x')
  expect(await pass(api('cleo').proposals.proposeHalfLife(first))).toMatchObject({ decision })
  const again = await pass(api('ada').proposals.proposeHalfLife({ requestId: requestId(), space }))
  expect((await api('cleo').daos.halfLife({ space })).proposal).not.toBeNull()
  await until('seen', async () => (await api('ada').proposals.list({ space })).some((row) => row.decision === decision))
  expect((await api('ada').proposals.get({ space, decision })).halfLife).toEqual({ key: 'halfLife.matches', params: {} })
  await enact(world, space, decision)
  expect(await powersOf(world, space)).toEqual({ ada: '1/1', ben: '4/1', cleo: '1/1' })
  expect((await api('ada').daos.halfLife({ space })).due).toEqual([])
  expect((await api('ada').proposals.get({ space, decision: again.decision })).halfLife).toEqual({ key: 'halfLife.differs', params: {} })
  await enact(world, space, again.decision)
  expect(await powersOf(world, space)).toEqual({ ada: '1/1', ben: '4/1', cleo: '1/1' })
  const ending = await pass(api('ben').proposals.setHalfLife({ requestId: requestId(), space, rule: null, reason: '' }))
  await enact(world, space, ending.decision)
  expect((await api('ada').daos.halfLife({ space })).rule).toBeNull()
  await world.close()
})
