import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendBulletList, appendHeading, appendParagraph } from '../authoring/paragraphs.ts'
import type { DraftDocument } from './createDraftDocument.ts'
import { createWriter, meet, replay, shuffle, type Writer } from '../testing/mesh.ts'

const root = (doc: Y.Doc) => doc.getXmlFragment('content')

const texts = (node: Y.XmlFragment): Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? texts(child) : []))

/** What an honest editor writes; `kind` picks. */
const write = (doc: Y.Doc, kind: number, at: number): void => {
  const all = texts(root(doc))
  const text = all[at % Math.max(1, all.length)]
  if (kind === 0 || text === undefined) return appendParagraph(doc, 'words and words')
  if (kind === 1) return appendHeading(doc, 2, 'title')
  if (kind === 2) return appendBulletList(doc, ['one', 'two'])
  if (kind === 3) return text.insert(at % (text.length + 1), 'more')
  if (kind === 4 && text.length > 2) return text.delete(at % (text.length - 1), 1)
  if (kind === 5 && text.length > 2) return text.format(at % (text.length - 1), 1, { bold: {} })
}

/** The update that an editor of this writer would send, made beside its real one. */
const draftOf = (writer: Writer, kind: number, at: number): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, writer.document.snapshot())
  doc.clientID = writer.clientId
  const before = Y.encodeStateVector(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.transact(() => write(doc, kind, at))
  return updates[0] ?? Y.encodeStateAsUpdate(doc, before)
}

type Change = { readonly at: number; readonly value: number; readonly how: number }

const mutate = (bytes: Uint8Array, changes: readonly Change[]): Uint8Array =>
  changes.reduce((all, { at, value, how }) => {
    const place = at % Math.max(1, all.length)
    // Mostly small numbers change by a little: ids, clocks and lengths that might be true.
    if (how < 5) return all.with(place, ((all[place] ?? 0) + (value % 5) - 2 + 256) % 256)
    if (how === 5) return all.with(place, value)
    if (how === 6) return Uint8Array.from([...all.slice(0, place), ...all.slice(place + 1)])
    return Uint8Array.from([...all.slice(0, place), value, ...all.slice(place)])
  }, bytes)

/** Everything two replicas could differ in: what is there, what is deleted, what it reads. */
const stateOf = (document: DraftDocument) => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, document.snapshot())
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b)
  const { ds } = Y.decodeUpdate(document.snapshot())
  const deleted = [...ds.clients]
    .toSorted(([a], [b]) => a - b)
    .map(([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])])
  return {
    clocks,
    deleted,
    text: root(doc).toJSON(),
    markdown: document.toMarkdown(),
    pending: [doc.store.pendingStructs, doc.store.pendingDs],
  }
}

const line = fc.record({
  who: fc.nat(2),
  kind: fc.nat(5),
  at: fc.nat(60),
  changes: fc.array(fc.record({ at: fc.nat(400), value: fc.nat(255), how: fc.nat(7) }), { maxLength: 2 }),
})
const runs = process.env['DAOMESH_INTENSE'] === '1' ? 5_000 : 60

test(
  'D7 D1 D11 Y13 mutated updates of three members: what is admitted never makes two replicas differ, in any order of arrival',
  { timeout: 600_000 },
  () => {
    let admitted = 0
    let refused = 0
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: line }, fc.constant('meet' as const)), { minLength: 8, maxLength: 30 }),
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 9 }),
        (script, picks) => {
          const writers = ['ana', 'mallory', 'eve'].map((name) => createWriter(name))
          const [ana] = writers as [Writer, ...Writer[]]
          ana.edit((doc) => appendParagraph(doc, 'Rent the hall 😀'))
          meet(...writers)
          for (const one of script) {
            if (one === 'meet') {
              meet(...writers)
              continue
            }
            const writer = writers[one.who] as Writer
            const entry = writer.forge(mutate(draftOf(writer, one.kind, one.at), one.changes))
            writer.hear(entry)
            writer.written.push(entry)
            if (one.changes.length > 0)
              if (writer.document.judgementOf(entry.id)?.outcome === 'admitted') admitted += 1
              else refused += 1
          }
          meet(...writers)
          const entries = writers.flatMap(({ written }) => written)
          const orders = [picks, picks.toReversed(), [0]].map((order) => replay(shuffle(entries, order)))
          const [first] = orders.map(stateOf)
          expect(first?.pending).toEqual([null, null])
          for (const document of [...orders, ...writers.map((writer) => writer.document)]) {
            expect(document.faults().size).toBe(0)
            expect(stateOf(document)).toEqual(first)
          }
        },
      ),
      { numRuns: runs },
    )
    // Both happen, or this proves nothing.
    expect(admitted).toBeGreaterThan(runs / 4)
    expect(refused).toBeGreaterThan(runs)
  },
)
