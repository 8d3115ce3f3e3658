import type { EntryId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateTree } from './stateTree.ts'

const write = fc.record({ key: fc.constantFrom('a/1', 'a/2', 'b/1'), order: fc.constantFrom('1', '2'), value: fc.nat({ max: 3 }) })
const step = fc.record({ id: fc.constantFrom('aa', 'bb', 'cc'), writes: fc.array(write, { maxLength: 3 }) })

test('L31: another version after any register changed, and while it is the same every register is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const state = stateTree()
      let [version, told] = [state.version, JSON.stringify(state.entries(''))]
      for (const { id, writes } of steps) {
        state.merge(id.padEnd(64, '0') as EntryId, writes)
        const now = JSON.stringify(state.entries(''))
        expect(state.version === version && now !== told).toBe(false)
        if (writes.length === 0) expect(state.version).toBe(version)
        ;[version, told] = [state.version, now]
      }
    }),
  )
})

test('L28: registers hashed a slice at a time, beside writes, have the root of those hashed at once', async () => {
  const ids = ['aa', 'bb', 'cc'].map((id) => id.padEnd(64, '0') as EntryId)
  /** Numbers instead of lists: a list of so many is not worth making smaller. */
  const some = (seed: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const n = (seed + 1) * 7_919 + i * i * 31
      return { key: `${n % 1_999}`, order: `${n % 2}`, value: n % 5 }
    })
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat({ max: 900 }), fc.constantFrom(0, 0, 1, 3, 30, 60), async (seed, count, asked) => {
      const [sliced, whole] = [stateTree(), stateTree()]
      for (const each of [sliced, whole]) each.merge(ids[0] ?? ('' as EntryId), some(seed % 1_000, 900))
      const rest = some((seed >> 10) % 1_000, count)
      let turns = 0
      await sliced.settle(async () => {
        turns += 1
        if (turns === asked) sliced.root()
        const writes = rest.splice(0, 10)
        for (const each of [sliced, whole]) each.merge(ids[1] ?? ('' as EntryId), writes)
      })
      if (asked === 0) expect(turns).toBeGreaterThan(60)
      expect(sliced.root()).toBe(whole.root())
      expect(sliced.photograph()).toEqual(whole.photograph())
    }),
    { numRuns: 20 },
  )
})
