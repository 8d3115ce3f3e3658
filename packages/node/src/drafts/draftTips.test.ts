import type { EntryId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createWriter, draft } from '../fixtures/draftSpace.ts'
import { createDraftTips } from './draftTips.ts'
import { createDraftDesk } from './createDraftDesk.ts'

const idOf = (n: number): EntryId => n.toString(16).padStart(64, '0') as EntryId

test('M33 tips: at every moment exactly what nothing taken before it refers to', () => {
  // Of each entry: whether it may be cited, and how far back its causes lie.
  const history = fc.array(fc.tuple(fc.boolean(), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 })), { maxLength: 40 })
  fc.assert(
    fc.property(history, (entries) => {
      const tips = createDraftTips()
      const expected: (readonly EntryId[])[] = [[]]
      for (const [n, [isCited, back]] of entries.entries()) {
        const causes = back.map((one) => idOf(n - one))
        tips.take(isCited ? { id: idOf(n), causes } : null)
        const before = expected.at(-1) ?? []
        expected.push(isCited ? [...before.filter((id) => !causes.includes(id)), idOf(n)] : before)
      }
      expect(expected.map((_, n) => tips.at(n))).toEqual(expected)
      expect([tips.at(-1), tips.at(0.5), tips.at(entries.length + 1)]).toEqual([null, null, null])
    }),
  )
})

test('M316 N4 a device that opens log after log of a draft, citing nothing, makes nobody keep their square', async () => {
  const eve = await createWriter('cleo')
  const logs = 400
  for (let n = 0; n < logs; n++) {
    await eve.replica.startFreshIncarnation()
    await eve.open([])
  }
  const desk = createDraftDesk()
  const added = vi.spyOn(Set.prototype, 'add')
  const opened = desk.open(eve.space, draft)
  const kept = added.mock.calls.length
  added.mockRestore()
  expect(opened.at()).toBe(logs)
  expect(kept).toBeLessThan(20 * logs)
  expect(opened.tipsAt(logs, null)).toHaveLength(16)
  desk.close()
})
