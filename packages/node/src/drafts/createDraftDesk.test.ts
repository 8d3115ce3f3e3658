import { type DraftId, type EntryId, limits } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { carry, createWriter, draft, stream, type Writer } from '../fixtures/draftSpace.ts'
import { createDraftDesk, idleDrafts } from './createDraftDesk.ts'

/** Opens the log of `from` at `to`, and lets `to` write beneath the last entry it got. */
const answerTo = async (from: Writer, to: Writer, cited: EntryId): Promise<void> => {
  await carry(from, to)
  const desk = createDraftDesk()
  const opened = desk.open(to.space, draft)
  await to.type('Under it.', opened)
  // What another version saw as its own, an honest one may cite.
  await to.write('draft.update', { draft, session: new Uint8Array(16), update: Uint8Array.of(0, 0) }, [cited])
  desk.close()
}

test('Y17 D13: an opening of a newer version keeps its place; the draft without it is read, written and frozen', async () => {
  const [newer, ana, ben] = await Promise.all([createWriter('cleo', { v: 2, lawless: true }), createWriter('ana'), createWriter('ben')])
  const cited = await newer.write('draft.update', { v: 2 })
  const desk = createDraftDesk()
  const watching = desk.open(ben.space, draft)
  await answerTo(newer, ana, cited)
  await carry(ana, ben)
  expect(ben.replica.status(cited)).toMatchObject({ status: 'opaque', member: null })
  expect(watching.document.toMarkdown()).toBe('Under it.\n')
  // It, and what Ana wrote under it.
  expect(watching.document.opaque().size).toBe(3)
  await ben.type('Beside it.', watching)
  const late = createDraftDesk().open(ben.space, draft)
  expect(late.document.freeze().markdown).toBe('Under it.\n\nBeside it.\n')
  desk.close()
})

test('Y17 D13: who opens a log of the draft after a newer record stands on what is read here, and so does a log of its own that went opaque', async () => {
  const [newer, ana] = await Promise.all([createWriter('cleo'), createWriter('ana')])
  const desk = createDraftDesk()
  const record = await newer.write('draft.update', { v: 2 })
  await carry(newer, ana)
  const opened = desk.open(ana.space, draft)
  expect([...opened.document.opaque()]).toEqual([record])
  const { parents, afresh } = opened.opening(null)
  expect(parents).not.toContain(record)
  expect(afresh).toBe(false)
  expect(opened.opening(record).afresh).toBe(true)
  expect(opened.tipsAt(opened.at(), null)).not.toContain(record)
  desk.close()
})

test('Y13 D7: the log of a stranger keeps its place without an edit, and nobody is kept from the draft', async () => {
  const [eve, ana, ben] = await Promise.all([createWriter('eve', { lawless: true }), createWriter('ana'), createWriter('ben')])
  const cited = await eve.write('draft.update', { draft, session: new Uint8Array(16), update: Uint8Array.of(0, 0) })
  const desk = createDraftDesk()
  const watching = desk.open(ben.space, draft)
  await answerTo(eve, ana, cited)
  await carry(ana, ben)
  expect(ben.replica.status(cited)).toMatchObject({ status: 'rejected', member: null })
  expect(watching.document.opaque().size).toBe(0)
  expect(createDraftDesk().open(ben.space, draft).document.freeze().markdown).toBe('Under it.\n')
  desk.close()
})

test('D7: an entry that cites another stream is refused, and nobody is kept from the draft', async () => {
  const [odd, ana] = await Promise.all([createWriter('cleo'), createWriter('ana')])
  await odd.write('draft.update', { draft, session: new Uint8Array(16), update: Uint8Array.of(0, 0) })
  const plain = { keyId: null, seal: (_: unknown, bytes: Uint8Array) => bytes }
  const elsewhere = await createWriter('ben', { lawless: true })
  const { id } = await elsewhere.replica.append({ stream: 'governance', kind: 'profile.set', body: { v: 1, name: 'Ben' }, ...plain })
  const crossed = odd.forge([id])
  const desk = createDraftDesk()
  const watching = desk.open(ana.space, draft)
  await carry(odd, ana)
  await carry(elsewhere, ana)
  await ana.replica.ingest([crossed.bytes])
  expect(ana.replica.status(crossed.id)).toMatchObject({ status: 'rejected', reason: 'ENTRY_STREAM', stream })
  await ana.type('Still here.', watching)
  expect(watching.document.toMarkdown()).toBe('Still here.\n')
  desk.close()
})

test('drafts that nobody follows are closed, the longest unused first', async () => {
  const ana = await createWriter('ana')
  const desk = createDraftDesk()
  const numbered = Array.from({ length: idleDrafts + 3 }, (_, n) => n.toString(16).padStart(32, '0') as DraftId)
  const [followed, first, ...others] = numbered
  if (followed === undefined || first === undefined) throw new Error('too few')
  const leave = desk.open(ana.space, followed).follow(() => undefined)
  const before = desk.open(ana.space, first)
  before.begin('a session', 1)
  for (const one of others) desk.open(ana.space, one)
  expect(numbered.map((one) => desk.find(ana.space.id, one) !== undefined)).toEqual([true, false, ...others.map((_, n) => n > 0)])
  // Its entries may be counted in another order now, so what a session says of them means nothing any more.
  expect(desk.open(ana.space, first).knows('a session')).toBe(false)
  leave()
  expect(desk.find(ana.space.id, followed)).toBeUndefined()
  desk.close()
})

test('more writers at once than one entry can cite do not keep anybody from writing', async () => {
  const ana = await createWriter('ana')
  const others = await Promise.all(Array.from({ length: limits.parents + 4 }, (_, n) => createWriter(`ben/${n}`)))
  const desk = createDraftDesk()
  const opened = desk.open(ana.space, draft)
  await ana.type('First.', opened)
  for (const other of others) {
    await other.open()
    await carry(other, ana)
  }
  expect([...ana.replica.lines(stream)].filter(({ seq }) => seq === 0)).toHaveLength(others.length + 1)
  await ana.type('Second.', opened)
  expect(opened.document.toMarkdown()).toBe('First.\n\nSecond.\n')
  desk.close()
})
