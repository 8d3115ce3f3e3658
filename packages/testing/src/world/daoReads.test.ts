import { address } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { subject } from './dealScene.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

beforeAll(warmUp)

test('M307 what the chain tells of a DAO that is not open here is read on from the last question, and from the beginning only once', async () => {
  const world = await createTimedWorld(['ada', 'ben', 'dan'], { escrow: true })
  const { api, pass, until, requestId } = world
  const space = await foundTimed(world, ['ada', 'ben'])
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('founded', async () => (await api('ben').daos.get({ space })).deployed === 'final')
  const dao = address.parse((await api('ben').daos.get({ space })).dao)
  // More blocks than an endpoint tells of at once.
  world.chain.mine(2_500)
  await world.stop('dan')
  const player = world.player('dan')
  const { client } = player
  const asked: boolean[] = []
  player.client = {
    ...client,
    facts: (request) => {
      if (request.dao === dao) asked.push(request.from === null)
      return client.facts(request)
    },
  }
  await world.begin('dan')
  const look = () => pass(api('dan').daos.account({ account: dao }))
  expect(await look()).toMatchObject({ dao: { name: 'Meadow' } })
  const pages = asked.length
  expect(pages).toBeGreaterThan(2)
  expect(asked.filter((isFirst) => isFirst)).toHaveLength(1)
  const open = () =>
    api('dan').deals.open({
      requestId: requestId(),
      as: { side: 'hunter', dao: null },
      other: { account: dao, kind: null },
      contacts: [],
      subject,
    })
  await pass(open())
  await look()
  expect(asked).toHaveLength(pages + 2)
  expect(asked.filter((isFirst) => isFirst)).toHaveLength(1)
  await world.close()
}, 60_000)
