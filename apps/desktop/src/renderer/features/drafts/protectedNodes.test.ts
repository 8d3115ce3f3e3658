import { defaultDeleteFilter } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { protectedNodes } from './protectedNodes.ts'

const twoEditors = () => {
  const [ana, ben] = [new Y.Doc({ gc: false }), new Y.Doc({ gc: false })] as const
  ana.on('update', (update: Uint8Array, origin: unknown) => void (origin === 'line' || Y.applyUpdate(ben, update, 'line')))
  ben.on('update', (update: Uint8Array, origin: unknown) => void (origin === 'line' || Y.applyUpdate(ana, update, 'line')))
  return { ana, ben }
}

/** The undo of an editor, as the collaboration extension makes it from these nodes. */
const undoOf = (doc: Y.Doc) =>
  new Y.UndoManager(doc.getXmlFragment('content'), {
    trackedOrigins: new Set(['typed']),
    deleteFilter: (item) => defaultDeleteFilter(item, protectedNodes as Set<string>),
    captureTimeout: 0,
  })

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
