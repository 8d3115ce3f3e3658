import { limits } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendBulletList, appendParagraph } from '../authoring/paragraphs.ts'
import { clientIdOf } from '../clientIdOf.ts'
import { createDraftDocument } from '../document/createDraftDocument.ts'
import { createWriter, draft, logOf, sessionOf } from '../testing/mesh.ts'
import { splitUpdate } from './splitUpdate.ts'

/** The whole of a document that one session wrote, however large. */
const written = (change: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = clientIdOf(draft, logOf('ana'), sessionOf('ana'))
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

const admitAll = (updates: readonly Uint8Array[]) => {
  const document = createDraftDocument({ draft })
  const ana = createWriter('ana')
  for (const update of updates) {
    expect(update.length).toBeLessThanOrEqual(limits.draftUpdateBytes)
    const entry = ana.forge(update)
    expect(document.offer(entry)).toEqual({ outcome: 'admitted' })
    ana.written.push(entry)
  }
  return document
}

test('Y18 a paste of 300 kB is cut between characters and admitted piece by piece', () => {
  const long = 'Größe 😀 und mehr. '.repeat(15_000)
  const update = written((doc) => appendParagraph(doc, long))
  const pieces = splitUpdate(update)
  expect(pieces.length).toBeGreaterThan(4)
  const document = admitAll(pieces)
  expect(document.toMarkdown()).toBe(`${long.trim()}\n`)
})

test('Y18 many structs and deletions are cut too', { timeout: 120_000 }, () => {
  const update = written((doc) => {
    appendBulletList(
      doc,
      Array.from({ length: 3000 }, (_, at) => `item ${at}`),
    )
    const list = doc.getXmlFragment('content').get(0) as Y.XmlElement
    for (let at = 1499; at >= 0; at--) list.delete(at * 2, 1)
  })
  const pieces = splitUpdate(update)
  const lines = admitAll(pieces).toMarkdown().trim().split('\n')
  expect(lines.length).toBe(1500)
  expect(lines.slice(0, 2)).toEqual(['- item 1', '- item 3'])
})

test('Y18 an update that fits stays as it is, and what is no update is refused', () => {
  const update = written((doc) => appendParagraph(doc, 'short'))
  expect(splitUpdate(update)).toEqual([update])
  expect(() => splitUpdate(Uint8Array.of(9, 9, 9))).toThrow('DRAFT_UPDATE_REFUSED')
})
