import { decodeEntry } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { carry, heal, note, peer } from '../fixtures/world.ts'

test('L27: lines are the complete entries of one stream, each after what it cites, and together they are the audit', async () => {
  const [ana, ben] = await Promise.all([peer('ana'), peer('ben')])
  for (let round = 0; round < 3; round++) {
    await ana.append(note(`governance ${round}`))
    await ana.append(note(`draft ${round}`, 'draft:1'))
    await ben.append(note(`draft by ben ${round}`, 'draft:1'))
    await ben.append(note(`other ${round}`, 'draft:2', { kind: 'bad kind' }))
    await heal(ana, ben)
  }
  const late = await peer('cleo')
  await carry(ben, late)
  const streams = ['governance', 'draft:1', 'draft:2', 'draft:3'].map((stream) => [...late.lines(stream)])
  expect(streams.map(({ length }) => length)).toEqual([4, 8, 4, 0])
  expect(new Set(streams.flat().map(({ id }) => id))).toEqual(new Set(late.audit().map(({ id }) => id)))
  expect(late.count()).toBe(late.audit().length)
  for (const lines of streams) {
    const seen = new Set<string>()
    for (const { id } of lines) {
      const { header } = decodeEntry(late.wire(id) ?? new Uint8Array())
      for (const cause of [header.prev, ...header.parents]) expect(cause === null || seen.has(cause)).toBe(true)
      seen.add(id)
    }
  }
})
