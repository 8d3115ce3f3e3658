import * as Y from 'yjs'
import { rootName } from '../schema.ts'

/** The words of a draft as plain text, a line per block: what a person can copy where nothing else is left. `part` picks what of a run of letters. */
export const textOf = (doc: Y.Doc, part: (run: Y.Item, letters: string) => string = (_, letters) => letters): string => {
  const lines: string[] = []
  const read = (node: Y.XmlFragment | Y.XmlText): void => {
    if (node instanceof Y.XmlText) lines.push('')
    for (let item = node._start; item !== null; item = item.right) {
      if (item.deleted) continue
      const { content } = item
      if (content instanceof Y.ContentType) read(content.type as Y.XmlFragment)
      else if (content instanceof Y.ContentString) lines.push(`${lines.pop() ?? ''}${part(item, content.str)}`)
    }
  }
  read(doc.getXmlFragment(rootName))
  return lines.filter((line) => line.trim() !== '').join('\n')
}

/** The words that a session wrote and that are not stored yet. Letters that were typed one after the other are one run, in which others are stored. */
export const unsentText = (doc: Y.Doc, client: number, unsent: readonly Uint8Array[]): string => {
  const from = Math.min(...unsent.map((update) => Y.parseUpdateMeta(update).from.get(client) ?? Infinity))
  return textOf(doc, ({ id }, letters) => (id.client === client ? letters.slice(Math.max(0, from - id.clock)) : ''))
}
