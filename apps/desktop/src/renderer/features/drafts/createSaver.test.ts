import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createSaver, gather } from './createSaver.ts'

const typed = (count: number) => {
  const doc = new Y.Doc({ gc: false })
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i += 1) doc.getText('t').insert(i, String(i % 10))
  return { text: doc.getText('t').toJSON(), updates }
}

const read = (updates: readonly Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toJSON()
}

test('many keystrokes become one record that says the same', async () => {
  const { text, updates } = typed(50)
  const stored: Uint8Array[] = []
  const saver = createSaver(async (update) => void stored.push(update))
  for (const update of updates) saver.add(update, 0)
  expect(saver.saving()).toEqual({ state: 'saving' })
  await saver.flush()
  expect(stored).toHaveLength(1)
  expect(read(stored)).toBe(text)
  expect(saver.saving()).toEqual({ state: 'saved' })
})

test('what failed is kept and goes first, in order, once the node is back', async () => {
  const { text, updates } = typed(9)
  const stored: Uint8Array[] = []
  let away = true
  const saver = createSaver(async (update) => {
    if (away) throw new Error('away')
    stored.push(update)
  })
  for (const update of updates.slice(0, 5)) saver.add(update, 0)
  await expect(saver.flush()).rejects.toThrow('away')
  expect(saver.saving()).toMatchObject({ state: 'failed' })
  for (const update of updates.slice(5)) saver.add(update, 0)
  away = false
  await saver.flush()
  expect(read(stored)).toBe(text)
  expect(saver.saving()).toEqual({ state: 'saved' })
})

test('edits made while a record is stored are not lost', async () => {
  const { text, updates } = typed(4)
  const stored: Uint8Array[] = []
  const gate = Promise.withResolvers<void>()
  const saver = createSaver(async (update) => {
    if (stored.length === 0) await gate.promise
    stored.push(update)
  })
  for (const update of updates.slice(0, 2)) saver.add(update, 0)
  const first = saver.flush()
  for (const update of updates.slice(2)) saver.add(update, 0)
  const second = saver.flush()
  gate.resolve()
  await Promise.all([first, second])
  expect(read(stored)).toBe(text)
})

test('a large paste is not merged beyond what one record holds', () => {
  const doc = new Y.Doc({ gc: false })
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < 5; i += 1) doc.getText('t').insert(0, 'x'.repeat(20_000))
  const batches = gather(updates.map((update) => ({ update, seen: 0 })))
  expect(batches.map(({ update }) => update.length > 60_000)).toEqual([false, false, false])
  expect(read(batches.map(({ update }) => update))).toHaveLength(100_000)
})

test('edits made on different ground are not merged, because each is judged against its own', () => {
  const { updates } = typed(4)
  const batches = gather(updates.map((update, i) => ({ update, seen: i < 2 ? 7 : 9 })))
  expect(batches.map(({ seen }) => seen)).toEqual([7, 9])
})
