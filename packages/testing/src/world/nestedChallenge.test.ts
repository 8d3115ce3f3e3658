import type { SpaceId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainRules } from './plainRules.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('nestedChallenge')
}, 120_000)
afterAll(() => world.close())

/** The proposal of this title, once it is there. */
const asked = (by: Member, { space }: Pick<RealDao, 'space'>, title: string) =>
  until(`${by.name} is asked: ${title}`, async () =>
    (await by.api.proposals.list({ space }).catch(() => [])).find((row) => row.title === title),
  )

test('M355 M356 M193 G13 in a DAO of DAOs alone a record that leaves a DAO out is challenged by the nodes of its people, with what they answered after the vote closed', async () => {
  const [ora, pip, quin] = (await Promise.all(['ora', 'pip', 'quin'].map((name, i) => world.start(name, i)))) as [Member, Member, Member]
  const [ford, mill] = [await world.found('Ford', [ora]), await world.found('Mill', [pip, quin])]
  const { space: lobby, invite } = await ora.api.lobbies.create({
    requestId: requestId(),
    name: 'League',
    displayName: ora.name,
    expiresInHours: 24,
  })
  await quin.api.lobbies.join({ requestId: requestId(), invite: invite ?? '', displayName: quin.name })
  await ora.api.lobbies.bring({ requestId: requestId(), space: lobby, dao: ford.dao })
  await quin.api.lobbies.bring({ requestId: requestId(), space: lobby, dao: mill.dao })
  await until('both are offered seats', async () => (await ora.api.lobbies.get({ space: lobby })).daos.length === 2)
  const members = [ford, mill].map(({ dao }) => ({ account: dao, power: '1', shares: '1', kind: 'contract' as const }))
  await ora.api.lobbies.propose({ requestId: requestId(), space: lobby, rules: plainRules(1), members })
  const say = async (dao: RealDao, people: readonly Member[], title: string, support: 'for' | 'against' = 'for') => {
    const [first] = people
    if (first === undefined) throw new Error('nobody')
    const { decision } = await asked(first, dao, title)
    for (const member of people) await answer(world, member, dao.space, decision, support)
  }
  await say(ford, [ora], 'Found League as a member')
  await say(mill, [quin, pip], 'Found League as a member')
  const complete = await until('complete', async () => {
    const row = await ora.api.lobbies.get({ space: lobby })
    return row.dao !== null && row
  })
  const space = complete.dao as SpaceId
  await ora.api.daos.deploy({ requestId: requestId(), space })
  for (const member of [ora, pip, quin])
    await until(`${member.name} reads it`, async () => {
      const row = await member.api.daos.get({ space }).catch(() => null)
      return row !== null && row.deployed === 'final' && !row.locked
    })

  const sell = { requestId: requestId(), space, draft: null, title: 'Sell the boat', content: 'At once.', calls: [] }
  const { decision } = await ora.api.proposals.submit(sell)
  await say(ford, [ora], 'League asks: Sell the boat')
  const question = await asked(pip, mill, 'League asks: Sell the boat')
  await asked(quin, mill, 'League asks: Sell the boat')
  const page = (by: Member) => by.api.proposals.get({ space, decision })
  await until('the ford has voted', async () => (await page(ora)).tally.for === '1')
  // Half of all is enough once the vote is over, and the mill has said nothing yet.
  await world.pass(3_601)
  await until('recordable', async () => (await page(ora)).record.recordable)
  await ora.api.proposals.record({ requestId: requestId(), space, decision })
  await until('recorded', async () => (await page(pip)).record.status === 'challengeable')
  expect((await pip.api.proposals.get({ space: mill.space, decision: question.decision })).state).toBe('closed')

  // Its people answer No. Nobody does anything else.
  for (const member of [pip, quin]) await answer(world, member, mill.space, question.decision, 'against')
  await until('brought', async () => (await page(ora)).record.passes === false)
  // Two whose turns meet on a slow machine may both send it: the chain takes one, and the other reads that it was done.
  const counted = async () =>
    (await Promise.all([ora, pip, quin].map(({ api }) => api.chain.transactions())))
      .flat()
      .filter(({ purpose, state }) => purpose.key === 'transaction.challenge' && state !== 'failed' && state !== 'superseded')
  await until('it is brought once', async () => (await counted()).length === 1)
  await world.pass(2 * 3_600)
  await until('it is rejected', async () => (await page(pip)).record.status === 'rejected')
}, 240_000)
