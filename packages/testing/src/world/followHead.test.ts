import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld } from './timedWorld.ts'

beforeAll(warmUp)

test('M132 who is in no DAO sees that there is a chain and what time it is there, and hears when it moves', async () => {
  const world = await createTimedWorld(['ada'])
  const { api, until } = world
  const seen = async () => (await api('ada').node.status()).chain
  await until('the chain is seen', async () => (await seen()).state === 'online')
  const before = (await seen()).block
  expect(before).not.toBeNull()
  await api('ada').network.setOnline({ online: true, chain: false })
  await until('it is switched off', async () => (await seen()).state === 'offline')
  await api('ada').network.setOnline({ online: true, chain: true })
  world.chain.mine()
  await until('it is seen again, further on', async () => {
    const { state, block } = await seen()
    return state === 'online' && block !== null && before !== null && BigInt(block) > BigInt(before)
  })
})
