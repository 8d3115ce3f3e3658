import type { DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'
import { syncLimits } from './syncFrames.ts'

test('S12 frontiers of the greatest length travel however many they are, and one that is too long stays here instead of costing the connection', async () => {
  const space = testSpace('frontiers')
  const sim = createSimulation(21)
  const blob = (n: number, length: number): Uint8Array => new Uint8Array(length).fill(n >> 8).fill(n & 255, length / 2)
  const held = [...Array.from({ length: 300 }, (_, n) => blob(n, syncLimits.frontierBytes)), blob(300, syncLimits.frontierBytes + 1)]
  const got: number[] = []
  const frontiers = (all: readonly Uint8Array[]) => ({
    own: () => all.at(-1) ?? null,
    all: () => all,
    receive: (_: string, bytes: Uint8Array) => {
      got.push(bytes.length)
      return bytes.length > syncLimits.frontierBytes ? ('reject' as const) : ('accept' as const)
    },
  })
  const left = await sim.peer([createMemorySpace(space)], { frontiers: frontiers(held) })
  const right = await sim.peer([createMemorySpace(space)], { frontiers: frontiers([]) })
  await sim.until('one session', () => left.events.length > 0 && right.events.length > 0)
  const troubles = [...left.events, ...right.events].filter(({ type }) => type !== 'synced')
  expect(troubles).toEqual([])
  expect([...new Set(got)]).toEqual([syncLimits.frontierBytes])
  expect(got.length).toBe(300)
  expect(left.network.peers().map(({ device }): DeviceId => device)).toEqual([right.device.device])
})
