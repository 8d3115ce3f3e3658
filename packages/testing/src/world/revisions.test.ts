import { copyDisk } from '@daomesh/log/memory'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben'] as const

beforeAll(warmUp)

test('M85 D4 G7 a home put back to an older copy, with nobody there, draws no revision again that it had drawn since', async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  const submit = async (title: string) => {
    const input = { requestId: world.requestId(), space, draft: null, title, content: 'text', calls: [] }
    return (await world.pass(world.api('ada').proposals.submit(input))).decision
  }
  const cast = async (decision: `0x${string}`, support: 'for' | 'against') => {
    const choices = [{ decision, support }]
    return BigInt((await world.pass(world.api('ada').ballots.cast({ requestId: world.requestId(), space, choices, reason: '' }))).revision)
  }
  const [fence, gate] = [await submit('Fence'), await submit('Gate')]
  expect([await cast(fence, 'for'), await cast(gate, 'against')]).toEqual([1n, 2n])
  for (const name of names) await world.stop(name)
  const before = copyDisk(world.player('ada').disk)

  /** Each life goes on from the same copy. Only the first one’s ballots would be known to others. */
  const lives: bigint[] = []
  for (let life = 0; life < 3; life++) {
    world.player('ada').disk = copyDisk(before)
    await world.begin('ada')
    const first = await cast(gate, 'for')
    // Steps by chance are taken once: the log goes on from here.
    expect(await cast(fence, 'against')).toBe(first + 1n)
    lives.push(first, first + 1n)
    await world.stop('ada')
  }
  expect(lives.every((revision) => revision > 2n && revision < 2n + 3n * 65_537n)).toBe(true)
  expect(new Set(lives).size).toBe(lives.length)
  await world.close()
})
