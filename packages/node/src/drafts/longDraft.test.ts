import { appendParagraph, type Author, openAuthor } from '@daomesh/drafts'
import { expect, test } from 'vitest'
import { createWriter, draft } from '../fixtures/draftSpace.ts'
import { createDraftDesk } from './createDraftDesk.ts'

const intense = process.env['DAOMESH_INTENSE'] === '1'
const edits = intense ? 5_000 : 500

/** Milliseconds of this process's own work: other programs of the machine do not count. */
const spent = <T>(what: string, act: () => T): { readonly value: T; readonly milliseconds: number } => {
  const before = process.cpuUsage()
  const value = act()
  const { user, system } = process.cpuUsage(before)
  const milliseconds = Math.round((user + system) / 1_000)
  if (intense) process.stdout.write(`${what}: ${milliseconds} ms\n`)
  return { value, milliseconds }
}

/** Of a text node, what is needed here. */
type Text = {
  readonly length: number
  readonly insert: (at: number, words: string) => void
  readonly delete: (at: number, length: number) => void
}

const write = (doc: Author['doc'], n: number): void => {
  const root = doc.getXmlFragment('content')
  if (n % 25 === 0) return appendParagraph(doc, `Paragraph ${n} `)
  const text = (root.get((n * 7) % root.length) as unknown as { readonly get: (at: number) => Text }).get(0)
  if (n % 10 === 9 && text.length > 3) text.delete(0, 3)
  else text.insert((n * 13) % (text.length + 1), 'some words ')
}

test('Y13 a draft of many edits opens, freezes and tells its history without growing slow', { timeout: 300_000 }, async () => {
  const ana = await createWriter('ana')
  const desk = createDraftDesk()
  const log = await ana.open()
  const opened = desk.open(ana.space, draft)
  const stop = opened.follow(() => undefined)
  const session = new Uint8Array(16)
  const updates: Uint8Array[] = []
  const author = openAuthor({ ...opened.document.openSession({ log, session }), onUpdate: (update) => updates.push(update) })
  for (let n = 0; n < edits; n++) {
    write(author.doc, n)
    for (const update of updates.splice(0)) await ana.write('draft.update', { draft, session, update }, opened.tipsAt(opened.at(), log))
  }
  stop()
  const { value: late, milliseconds } = spent(`open ${edits} edits`, () => createDraftDesk().open(ana.space, draft))
  expect(late.document.contributions()).toHaveLength(edits)
  // Ten times what it takes here, and far from a square: it would not hold for 5 000.
  expect(milliseconds / edits).toBeLessThan(1)
  const { value: snapshot } = spent('snapshot', () => late.document.snapshot())
  spent('load into an editor', () => openAuthor({ clientId: 5, snapshot, onUpdate: () => undefined }))
  const { value: frozen } = spent('freeze', () => late.document.freeze())
  expect(frozen.contentBytes).toEqual(opened.document.freeze().contentBytes)
  const { value: history } = spent('history', () => late.document.history())
  spent('sessions', () => history.sessions())
  spent('blame', () => history.blame(null))
  const version = late.document.contributions()[edits / 2]?.entry
  if (version === undefined) throw new Error('no version')
  spent('restore', () => history.restore({ log, session: new Uint8Array(16).fill(1) }, { version }))
  if (intense) process.stdout.write(`snapshot of ${snapshot.length} bytes, ${frozen.contentBytes.length} bytes of Markdown\n`)
  desk.close()
})
