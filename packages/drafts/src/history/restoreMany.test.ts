import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { restoreInto } from './restoreInto.ts'

const root = (doc: Y.Doc) => doc.getXmlFragment('content')
// Yjs declares no text of a fragment.
const sayOf = (doc: Y.Doc): string => root(doc).toJSON()
const paragraphs = (count: number): Y.XmlElement[] => Array.from({ length: count }, () => new Y.XmlElement('paragraph'))

/** Whatever it says, one document restored to another one says the same. */
const restoreTo = (wanted: Y.Doc, later: (doc: Y.Doc) => void): string => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(wanted))
  later(doc)
  restoreInto(doc, wanted)
  return sayOf(doc)
}
const many = 130_000

test('Y34 N5 an earlier version is restored though more stands there than a call takes arguments', () => {
  const wanted = new Y.Doc({ gc: false })
  root(wanted).insert(0, [new Y.XmlElement('heading')])
  expect(restoreTo(wanted, (doc) => root(doc).insert(1, paragraphs(many)))).toBe(sayOf(wanted))
})

test('Y34 N5 restoring takes as long as there is to restore: Yjs is not asked to count its way to each child, nor is each compared with all', () => {
  const half = new Y.Doc({ gc: false })
  root(half).insert(0, paragraphs(many / 2))
  // Another one between any two: each of them has a number of its own to be found under.
  const between = (doc: Y.Doc): void => {
    for (const child of root(doc).toArray()) root(doc).insertAfter(child as Y.XmlElement, [new Y.XmlElement('heading')])
  }
  expect(restoreTo(half, between) === sayOf(half)).toBe(true)
  // All of one kind are gone, and as many of another kind are there.
  const replace = (doc: Y.Doc): void => {
    root(doc).delete(0, root(doc).length)
    root(doc).insert(
      0,
      Array.from({ length: many / 2 }, () => new Y.XmlElement('heading')),
    )
  }
  expect(restoreTo(half, replace) === sayOf(half)).toBe(true)
})

const textIn = (doc: Y.Doc): Y.XmlText => (root(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const saying = (write: (text: Y.XmlText) => void): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  root(doc).insert(0, [paragraph])
  doc.transact(() => write(textIn(doc)))
  return doc
}
const letters = 30_000

test(
  'Y34 N5 restoring a text takes as long as there is to restore: it is walked through once for all its pieces and marks',
  { timeout: 60_000 },
  () => {
    const begun = performance.now()
    const short = saying((text) => text.insert(0, 'ab'))
    const backwards = (text: Y.XmlText): void => {
      for (let n = 0; n < letters; n++) text.insert(0, n % 2 === 0 ? 'x' : 'y')
    }
    // Each letter in a piece of its own goes.
    expect(restoreTo(short, (doc) => doc.transact(() => backwards(textIn(doc))))).toBe(sayOf(short))
    // Every second one comes back, between what stayed.
    const long = saying((text) => text.insert(0, 'ab'.repeat(letters)))
    const half = (doc: Y.Doc): void =>
      doc.transact(() => textIn(doc).applyDelta(Array.from({ length: letters }, () => [{ retain: 1 }, { delete: 1 }]).flat()))
    expect(restoreTo(long, half) === sayOf(long)).toBe(true)
    // Every second one has another mark.
    const marked = (doc: Y.Doc): void =>
      doc.transact(() =>
        textIn(doc).applyDelta(Array.from({ length: letters }, () => [{ retain: 1, attributes: { bold: true } }, { retain: 1 }]).flat()),
      )
    expect(restoreTo(long, marked) === sayOf(long)).toBe(true)
    // A walk from the beginning for each of them takes minutes.
    expect(performance.now() - begun).toBeLessThan(10_000)
  },
)
