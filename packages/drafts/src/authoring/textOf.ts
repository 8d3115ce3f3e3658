import * as Y from 'yjs'
import { rootName } from '../schema.ts'

/** The words of a draft as plain text, a line per block: what a person can copy where nothing else is left. `writes` picks whose. */
export const textOf = (doc: Y.Doc, writes: (item: Y.Item) => boolean = () => true): string => {
  const lines: string[] = []
  const read = (node: Y.XmlFragment | Y.XmlText): void => {
    if (node instanceof Y.XmlText) lines.push('')
    for (let item = node._start; item !== null; item = item.right) {
      if (item.deleted) continue
      const { content } = item
      if (content instanceof Y.ContentType) read(content.type as Y.XmlFragment)
      else if (content instanceof Y.ContentString && writes(item)) lines.push(`${lines.pop() ?? ''}${content.str}`)
    }
  }
  read(doc.getXmlFragment(rootName))
  return lines.filter((line) => line.trim() !== '').join('\n')
}

/** The words that a session wrote and that are not stored yet. */
export const unsentText = (doc: Y.Doc, client: number, unsent: readonly Uint8Array[]): string => {
  const from = Math.min(...unsent.map((update) => Y.parseUpdateMeta(update).from.get(client) ?? Infinity))
  return textOf(doc, ({ id, length }) => id.client === client && id.clock + length > from)
}
