import * as Y from 'yjs'
import { rootName } from '../schema.ts'

export type NodeId = { readonly client: number; readonly clock: number }

/** Letters that stand together under consecutive ids, deleted or not; a hard break is one line feed. `node` is the text node that holds them. */
export type Piece = NodeId & { readonly text: string; readonly node: NodeId | null }

/** Where a line of text stands. `level` is a heading's; `depth` counts the lists and quotes around it; `marker` is the innermost one's. */
export type LinePlace = {
  readonly name: string
  readonly level: number | null
  readonly depth: number
  readonly marker: 'bullet' | 'number' | 'quote' | null
}

/** One block of text as it ever was: everything written into it in its order, deleted or not. `nodes` are the block and all around it. */
export type Line = LinePlace & { readonly nodes: readonly NodeId[]; readonly pieces: readonly Piece[] }

const markers = { bulletList: 'bullet', orderedList: 'number', blockquote: 'quote' } as const
const isAround = (name: string): name is keyof typeof markers => Object.hasOwn(markers, name)

function* itemsOf(node: Y.XmlFragment | Y.XmlText): Generator<Y.Item> {
  for (let item = node._start; item !== null; item = item.right) yield item
}

const typeOf = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null)

const piecesOf = (block: Y.XmlElement): readonly Piece[] => {
  const pieces: Piece[] = []
  for (const item of itemsOf(block)) {
    const type = typeOf(item)
    const { client, clock } = item.id
    if (type instanceof Y.XmlText) {
      for (const { id, content } of itemsOf(type))
        if (content instanceof Y.ContentString)
          pieces.push({ client: id.client, clock: id.clock, text: content.str, node: { client, clock } })
    } else if (type instanceof Y.XmlElement) pieces.push({ client, clock, text: '\n', node: null })
  }
  return pieces
}

/** The last value that an attribute had, also of a node that is deleted by now. */
const levelOf = (node: Y.XmlElement): number | null => {
  if (node.nodeName !== 'heading') return null
  const value: unknown = node._map.get('level')?.content.getContent()[0]
  return typeof value === 'number' ? value : 1
}

/** Every line of the document's whole life, deleted ones in their places. The document must not collect garbage; it is only read. */
export const readLines = (doc: Y.Doc): readonly Line[] => {
  const lines: Line[] = []
  const read = (parent: Y.XmlFragment, depth: number, marker: LinePlace['marker'], around: readonly NodeId[]): void => {
    for (const item of itemsOf(parent)) {
      const node = typeOf(item)
      if (!(node instanceof Y.XmlElement)) continue
      const name = node.nodeName
      const nodes = [...around, item.id]
      if (isAround(name)) read(node, depth + 1, markers[name], nodes)
      else if (name === 'listItem') read(node, depth, marker, nodes)
      else lines.push({ name, level: levelOf(node), depth, marker, nodes, pieces: piecesOf(node) })
    }
  }
  read(doc.getXmlFragment(rootName), 0, null, [])
  return lines
}
