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
