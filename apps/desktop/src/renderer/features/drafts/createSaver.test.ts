import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createSaver, gather } from './createSaver.ts'
import type { Saving, Sent } from './createSaver.ts'

const appendParagraph = (doc: Y.Doc, text: string): void => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  doc.getXmlFragment('content').insert(0, [paragraph])
}

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

const saving = (store: (edit: Sent) => Promise<unknown>) => {
  const told: Saving[] = []
  let ids = 0
  const saver = createSaver({ store, newId: () => `id-${(ids += 1)}`, onSaving: (one) => told.push(one) })
  return { saver, told }
}

const away = Object.assign(new Error('away'), { code: 'API_UNAVAILABLE' })
const refusal = Object.assign(new Error('no'), { code: 'DRAFT_UPDATE_REFUSED' })

test('many keystrokes become one record that says the same', async () => {
  const { text, updates } = typed(50)
  const stored: Uint8Array[] = []
  const { saver, told } = saving(async ({ update }) => void stored.push(update))
  for (const update of updates) saver.add(update, 0)
  expect(told.at(-1)).toEqual({ state: 'saving' })
  await saver.flush()
  expect(stored).toHaveLength(1)
  expect(read(stored)).toBe(text)
  expect(told.at(-1)).toEqual({ state: 'saved' })
})

test('what was sent and not answered is sent again as it was, under its own id, and what was typed since goes after it', async () => {
  const { text, updates } = typed(9)
  const stored = new Map<string, Uint8Array>()
  let lost = true
  const { saver, told } = saving(async ({ requestId, update }) => {
    const before = stored.get(requestId)
    if (before !== undefined && Buffer.compare(before, update) !== 0) throw new Error('the same id with other input')
    stored.set(requestId, update)
    if (lost) throw away
  })
  for (const update of updates.slice(0, 5)) saver.add(update, 0)
  await expect(saver.flush()).rejects.toThrow('away')
  expect(told.at(-1)).toEqual({ state: 'failed', error: away })
  for (const update of updates.slice(5)) saver.add(update, 0)
  lost = false
  await saver.flush()
  expect([...stored.keys()]).toEqual(['id-1', 'id-2'])
  expect(read([...stored.values()])).toBe(text)
  expect(told.at(-1)).toEqual({ state: 'saved' })
  expect(saver.unsent()).toEqual([])
})

test('edits made while a record is stored are not lost', async () => {
  const { text, updates } = typed(4)
  const stored: Uint8Array[] = []
  const gate = Promise.withResolvers<void>()
  const { saver } = saving(async ({ update }) => {
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

test('a halted saver sends nothing new, but learns what became of what it sent', async () => {
  const { text, updates } = typed(6)
  let answer: Error | null = away
  const asked: string[] = []
  const { saver } = saving(async ({ requestId }) => {
    asked.push(requestId)
    if (answer !== null) throw answer
  })
  for (const update of updates.slice(0, 3)) saver.add(update, 0)
  await expect(saver.flush()).rejects.toThrow('away')
  for (const update of updates.slice(3)) saver.add(update, 0)
  await expect(saver.halt()).rejects.toThrow('away')
  answer = refusal
  await saver.halt()
  expect(read(saver.unsent())).toBe(text)
  answer = null
  await saver.halt()
  expect(new Set(asked)).toEqual(new Set(['id-1']))
  expect(saver.unsent()).toHaveLength(3)
})

test('Y18 a paste that is too large for one record becomes several', async () => {
  const doc = new Y.Doc({ gc: false })
  const stored: Uint8Array[] = []
  const { saver } = saving(async ({ update }) => void stored.push(update))
  doc.on('update', (update: Uint8Array) => saver.add(update, 0))
  appendParagraph(doc, 'Größe 😀 '.repeat(20_000))
  await saver.flush()
  expect(stored.length).toBeGreaterThan(2)
  expect(Math.max(...stored.map(({ length }) => length))).toBeLessThanOrEqual(64 * 1024)
  const copy = new Y.Doc()
  for (const update of stored) Y.applyUpdate(copy, update)
  expect(copy.getXmlFragment('content').toJSON()).toBe(doc.getXmlFragment('content').toJSON())
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
