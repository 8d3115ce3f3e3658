import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createUndo } from './createUndo.ts'

const twoEditors = () => {
  const [ana, ben] = [new Y.Doc({ gc: false }), new Y.Doc({ gc: false })] as const
  ana.on('update', (update: Uint8Array, origin: unknown) => void (origin === 'line' || Y.applyUpdate(ben, update, 'line')))
  ben.on('update', (update: Uint8Array, origin: unknown) => void (origin === 'line' || Y.applyUpdate(ana, update, 'line')))
  return { ana, ben }
}

const undoOf = (doc: Y.Doc) => createUndo(doc, { origin: 'typed', captureTimeout: 0 })

const wrapped = (name: string): Y.XmlElement => {
  const text = new Y.XmlText('hers ')
  const node = new Y.XmlElement(name)
  if (name === 'bulletList' || name === 'orderedList') {
    const item = new Y.XmlElement('listItem')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    item.insert(0, [paragraph])
    node.insert(0, [item])
  } else if (name === 'blockquote') {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    node.insert(0, [paragraph])
  } else node.insert(0, [text])
  return node
}

const textIn = (node: Y.XmlElement): Y.XmlText => {
  const inner = node.get(0)
  return inner instanceof Y.XmlText ? inner : textIn(inner as Y.XmlElement)
}

for (const name of ['paragraph', 'heading', 'codeBlock', 'blockquote', 'bulletList', 'orderedList'])
  test(`an undo of a ${name} spares what another member wrote in it, and takes it away when nobody did`, () => {
    const { ana, ben } = twoEditors()
    const undo = undoOf(ana)
    const root = (doc: Y.Doc) => doc.getXmlFragment('content')
    ana.transact(() => root(ana).insert(0, [wrapped(name)]), 'typed')
    textIn(root(ben).get(0) as Y.XmlElement).insert(5, 'his')
    undo.undo()
    for (const doc of [ana, ben]) expect(textIn(root(doc).get(0) as Y.XmlElement).toJSON()).toBe('his')
    undo.clear()
    ana.transact(() => root(ana).insert(0, [wrapped(name)]), 'typed')
    undo.undo()
    for (const doc of [ana, ben]) expect(root(doc).length).toBe(1)
  })

const root = (doc: Y.Doc) => doc.getXmlFragment('content')
const textAt = (doc: Y.Doc, at: number): Y.XmlText => (root(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText

const block = (name: string, words: string): Y.XmlElement => {
  const node = new Y.XmlElement(name)
  node.insert(0, [new Y.XmlText(words)])
  return node
}

/** As an editor makes a heading of a paragraph: it deletes the one and writes the other. */
const turnInto = (doc: Y.Doc, at: number, name: string): void => {
  const words = textAt(doc, at).toString()
  root(doc).delete(at, 1)
  root(doc).insert(at, [block(name, words)])
}

test('D7 another’s words that an undo brought back are not taken by the next one, though they grew together with own ones', () => {
  const { ana, ben } = twoEditors()
  const undo = undoOf(ana)
  ana.transact(() => root(ana).insert(0, [block('paragraph', 'We rent.')]), 'typed')
  textAt(ben, 0).insert(8, ' Saws.')
  ana.transact(() => turnInto(ana, 0, 'heading'), 'typed')
  textAt(ben, 0).insert(14, ' Each.')
  undo.undo()
  undo.undo()
  for (const doc of [ana, ben]) expect(root(doc).toJSON()).toBe('<heading> Each.</heading><paragraph> Saws.</paragraph>')
  undo.redo()
  undo.redo()
  for (const doc of [ana, ben])
    expect(
      root(doc)
        .toJSON()
        .match(/Saws|Each/g),
    ).toEqual(expect.arrayContaining(['Saws', 'Each']))
})

test('D7 typing and making it a heading at once are two steps, so that the words of another in it come back', () => {
  const { ana, ben } = twoEditors()
  const undo = createUndo(ana, { origin: 'typed', captureTimeout: 60_000 })
  ana.transact(() => root(ana).insert(0, [block('paragraph', 'We rent.')]), 'typed')
  textAt(ben, 0).insert(8, ' Saws.')
  ana.transact(() => turnInto(ana, 0, 'heading'), 'typed')
  ana.transact(() => textAt(ana, 0).insert(0, 'Now: '), 'typed')
  while (undo.undoStack.length > 0) undo.undo()
  for (const doc of [ana, ben]) expect(root(doc).toJSON()).toBe('<paragraph> Saws.</paragraph>')
})

test('D7 whatever is typed, rewritten, undone and redone, no word that another wrote is lost by an undo', { timeout: 120_000 }, () => {
  const step = fc.record({ who: fc.nat(2), what: fc.nat(6), at: fc.nat(30), wait: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 25 }), (script) => {
      const { ana, ben } = twoEditors()
      const undo = createUndo(ana, { origin: 'typed', captureTimeout: 60_000 })
      const words = (doc: Y.Doc) =>
        new Set(
          root(doc)
            .toJSON()
            .match(/\[\d+\]/g),
        )
      let count = 0
      ana.transact(() => root(ana).insert(0, [block('paragraph', 'begin')]), 'typed')
      for (const { who, what, at, wait } of script) {
        const place = at % Math.max(1, root(ana).length)
        if (wait) undo.stopCapturing()
        const before = words(ana)
        if (who === 0 && root(ben).length > 0) {
          // Between words, so that each can be told afterwards.
          const text = textAt(ben, place)
          text.insert([0, text.length][at % 2] ?? 0, `[${(count += 1)}]`)
          continue
        }
        if (what === 0) undo.undo()
        else if (what === 1) undo.redo()
        else
          ana.transact(() => {
            if (what === 2 || root(ana).length === 0) root(ana).insert(place, [block('paragraph', 'new ')])
            else if (what === 3) turnInto(ana, place, 'heading')
            else if (what === 4) turnInto(ana, place, 'paragraph')
            else textAt(ana, place).insert(textAt(ana, place).length, 'own ')
          }, 'typed')
        for (const word of before) expect([...words(ana)]).toContain(word)
        expect(root(ben).toJSON()).toBe(root(ana).toJSON())
      }
    }),
    { numRuns: 300 },
  )
})
