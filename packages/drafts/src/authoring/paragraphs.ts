import { DaomeshError } from '@daomesh/protocol'
import * as Y from 'yjs'
import { rootName } from '../schema.ts'

/** Edits for clients without an editor: the command line and the demonstration. Each is one transaction, so one update. */
const paragraph = (text: string): Y.XmlElement => {
  const node = new Y.XmlElement('paragraph')
  const inner = new Y.XmlText()
  if (text !== '') inner.insert(0, text)
  node.insert(0, [inner])
  return node
}

/**
 * A paragraph at the end, in one transaction.
 * @example
 * const document = createDraftDocument({ draft })
 * const { clientId, snapshot } = document.openSession({ log: header.log, session: new Uint8Array(16) })
 * const { doc } = openAuthor({ clientId, snapshot, onUpdate: () => undefined })
 * appendParagraph(doc, 'We buy the press.')
 * toMarkdown(doc) // => 'We buy the press.\n'
 */
export const appendParagraph = (doc: Y.Doc, text: string): void => {
  const root = doc.getXmlFragment(rootName)
  root.insert(root.length, [paragraph(text)])
}

/** A heading of level 1 to 3 at the end. */
export const appendHeading = (doc: Y.Doc, level: 1 | 2 | 3, text: string): void => {
  const node = new Y.XmlElement<{ level: number }>('heading')
  node.setAttribute('level', level)
  node.insert(0, [new Y.XmlText(text)])
  const root = doc.getXmlFragment(rootName)
  root.insert(root.length, [node as Y.XmlElement])
}

/** A list with one paragraph per item at the end. */
export const appendBulletList = (doc: Y.Doc, items: readonly string[]): void => {
  const node = new Y.XmlElement('bulletList')
  node.insert(
    0,
    items.map((text) => {
      const item = new Y.XmlElement('listItem')
      item.insert(0, [paragraph(text)])
      return item
    }),
  )
  const root = doc.getXmlFragment(rootName)
  root.insert(root.length, [node])
}

/** Puts a paragraph before the `at`-th block. */
export const insertParagraph = (doc: Y.Doc, at: number, text: string): void => {
  const root = doc.getXmlFragment(rootName)
  root.insert(Math.max(0, Math.min(at, root.length)), [paragraph(text)])
}

const textsIn = (node: Y.XmlFragment): readonly Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []))

/**
 * Replaces the first occurrence of a text that stands within one text node, touching nothing around it.
 * @throws DaomeshError `INPUT_INVALID` when it does not occur.
 */
export const replaceText = (doc: Y.Doc, find: string, replacement: string): void => {
  for (const text of textsIn(doc.getXmlFragment(rootName))) {
    const plain = (text.toDelta() as readonly { insert: string }[]).map(({ insert }) => insert).join('')
    const at = plain.indexOf(find)
    if (find === '' || at < 0) continue
    doc.transact(() => {
      text.delete(at, find.length)
      if (replacement !== '') text.insert(at, replacement)
    })
    return
  }
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'find', reason: 'does not occur' } })
}
