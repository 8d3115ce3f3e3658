import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendBulletList, appendHeading, insertParagraph } from '../authoring/paragraphs.ts'
import { createWriter, meet, replay, shuffle } from '../testing/mesh.ts'

const texts = (node: Y.XmlFragment): Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? texts(child) : []))

type Step = { who: number; what: number; at: number; size: number; word: string }

/** An editor never puts its cursor inside a character. */
const snap = (text: Y.XmlText, at: number): number => {
  const plain = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
  return (plain.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at
}

const change = (doc: Y.Doc, { what, at, size, word }: Step): void => {
  const root = doc.getXmlFragment('content')
  const all = texts(root)
  const text = all[at % Math.max(1, all.length)]
  if (what === 0 || !text) return insertParagraph(doc, at % (root.length + 1), word)
  const from = snap(text, at % (text.length + 1))
  const length = snap(text, Math.min(text.length, from + size)) - from
  if (what === 1) return text.insert(from, word)
  if (what === 2 && length > 0) return text.delete(from, length)
  if (what === 3 && length > 0) return text.format(from, length, { [size % 2 ? 'bold' : 'italic']: size % 3 ? {} : null })
  if (what === 4) return root.delete(at % root.length, 1)
  if (what === 5) return appendBulletList(doc, [word, word])
  if (what === 6) return appendHeading(doc, 2, word)
}

const step = fc.record({
  who: fc.nat(2),
  what: fc.nat(7),
  at: fc.nat(40),
  size: fc.integer({ min: 1, max: 6 }),
  word: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
})

test(
  'Y13 Y20 three sessions, any edits and undos, any causal order: same admitted set, same document, same Markdown bytes',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: step }, fc.constant('meet' as const)), { minLength: 5, maxLength: 40 }),
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 9 }),
        (script, picks) => {
          const writers = ['ana', 'ben', 'cleo'].map((name) => createWriter(name))
          const undo = writers.map((writer) => new Y.UndoManager(writer.doc.getXmlFragment('content'), { captureTimeout: 0 }))
          for (const line of script) {
            if (line === 'meet') meet(...writers)
            else writers[line.who]!.edit((doc) => (line.what === 7 ? undo[line.who]!.undo() : change(doc, line)))
          }
          meet(...writers)
          const entries = writers.flatMap((writer) => writer.written)
          const [first, second] = [replay(shuffle(entries, picks)), replay(shuffle(entries, [...picks].reverse()))]
          for (const document of [first, second, ...writers.map((writer) => writer.document)]) {
            expect(document.faults().size).toBe(0)
            expect(entries.map((entry) => document.judgementOf(entry.id)?.outcome)).toEqual(entries.map(() => 'admitted'))
            expect(document.freeze().contentBytes).toEqual(first.freeze().contentBytes)
          }
          for (const writer of writers)
            expect(writer.doc.getXmlFragment('content').toJSON()).toBe(writers[0]!.doc.getXmlFragment('content').toJSON())
        },
      ),
      { numRuns: 50 },
    )
  },
)
