import { draftLimits } from '../limits.ts'
import { UpdateRefused } from '../refusal.ts'
import { isNodeName, mayFormat, type Scalar, textKind } from '../schema.ts'
import type { ByteReader } from './byteReader.ts'

/** What a struct carries, as far as judging needs it. `length` counts clocks: UTF-16 units of text, one for everything else. */
export type Content =
  | { readonly type: 'text'; readonly text: string; readonly length: number }
  | { readonly type: 'format'; readonly mark: string; readonly value: unknown; readonly length: 1 }
  | { readonly type: 'node'; readonly name: string; readonly length: 1 }
  | { readonly type: 'attribute'; readonly value: Scalar; readonly length: 1 }

/** Yjs's numbers for content, types and any-values, as far as drafts use them. */
export const contentRefs = { text: 4, format: 6, node: 7, attribute: 8 } as const
const typeRefs = { element: 3, text: 6 } as const

const readFormat = (reader: ByteReader): Content => {
  const mark = reader.text(draftLimits.attributeChars)
  const json = reader.text(draftLimits.formatChars)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw new UpdateRefused('malformed', 'format is not JSON', cause)
  }
  if (!mayFormat(mark, value)) throw new UpdateRefused('schema', 'no such mark, or not with this value')
  return { type: 'format', mark, value, length: 1 }
}

const readNode = (reader: ByteReader): Content => {
  const type = reader.uint()
  if (type === typeRefs.text) return { type: 'node', name: textKind, length: 1 }
  if (type !== typeRefs.element) throw new UpdateRefused('content', `shared type ${type} is not part of a draft`)
  const name = reader.text(draftLimits.attributeChars)
  if (!isNodeName(name)) throw new UpdateRefused('schema', 'no such node')
  return { type: 'node', name, length: 1 }
}

/** Objects, arrays, buffers and big integers are refused unread: a nested one can be 20 000 deep. */
const readScalar = (reader: ByteReader): Scalar => {
  switch (reader.byte()) {
    case 126:
      return null
    case 125:
      return reader.int()
    case 124:
      return reader.float(4)
    case 123:
      return reader.float(8)
    case 121:
      return false
    case 120:
      return true
    case 119:
      return reader.text(draftLimits.attributeChars)
    default:
      throw new UpdateRefused('content', 'an attribute holds one plain value')
  }
}

export const readContent = (reader: ByteReader, ref: number, maxChars: number): Content => {
  switch (ref) {
    case contentRefs.text: {
      const text = reader.text(maxChars)
      if (text.length === 0) throw new UpdateRefused('malformed', 'empty text')
      return { type: 'text', text, length: text.length }
    }
    case contentRefs.format:
      return readFormat(reader)
    case contentRefs.node:
      return readNode(reader)
    case contentRefs.attribute:
      if (reader.uint() !== 1) throw new UpdateRefused('content', 'an attribute holds one plain value')
      return { type: 'attribute', value: readScalar(reader), length: 1 }
    default:
      throw new UpdateRefused('content', `content ${ref} is not part of a draft`)
  }
}
