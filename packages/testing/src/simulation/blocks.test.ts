import { beforeAll, expect, test } from 'vitest'
import { blocksAlone, blockSeconds, createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { warmUp } from './warmUp.ts'

beforeAll(warmUp)

test('D11 whole nodes: blocks go on while all who are there have crashed at once, and are rare only while everybody sleeps', async () => {
  const world = createWorld(3)
  await found(world)
  const blocksIn = async (minutes: number): Promise<number> => {
    const before = world.chain.blocks().length
    await world.pass(minutes * 60_000)
    return world.chain.blocks().length - before
  }
  for (const { process } of world.people) process?.kill()
  expect(await blocksIn((blocksAlone * blockSeconds) / 60)).toBe(blocksAlone)
  for (const person of world.people) person.asleep = true
  await world.pass(blockSeconds * 1_000)
  expect(await blocksIn(24 * 60)).toBeLessThanOrEqual(5)
  // Whoever comes may crash before the first block.
  for (const person of world.people) person.asleep = false
  world.stir()
  expect(await blocksIn((blocksAlone * blockSeconds) / 60)).toBe(blocksAlone)
}, 120_000)
