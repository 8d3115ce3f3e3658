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

test('M28 M85 D4 what a home that was put back, or another device, signed unseen is taken back with the rest', async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  const ada = () => world.api('ada')
  await world.pass(ada().daos.deploy({ requestId: world.requestId(), space }))
  await world.until('founded', async () => (await ada().daos.get({ space })).deployed === 'final')
  const input = { requestId: world.requestId(), space, draft: null, title: 'Fence', content: 'text', calls: [] }
  const { decision } = await world.pass(ada().proposals.submit(input))
  const cast = async () => {
    const choices = [{ decision, support: 'for' as const }]
    return BigInt((await world.pass(ada().ballots.cast({ requestId: world.requestId(), space, choices, reason: '' }))).revision)
  }
  await cast()
  for (const name of names) await world.stop(name)
  const before = copyDisk(world.player('ada').disk)
  const unseen: bigint[] = []
  for (let life = 0; life < 2; life++) {
    world.player('ada').disk = copyDisk(before)
    await world.begin('ada')
    unseen.push(await cast())
    await world.stop('ada')
  }
  world.player('ada').disk = copyDisk(before)
  await world.begin('ada')
  const { purpose } = await world.pass(ada().ballots.revoke({ requestId: world.requestId(), space }))
  const least = BigInt(purpose.params['minRevision'] ?? 0)
  for (const revision of unseen) expect(least).toBeGreaterThan(revision)
  expect(await cast()).toBeGreaterThan(least)
  await world.close()
})
