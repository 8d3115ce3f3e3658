import { DaomeshError } from '@daomesh/protocol'
import * as Y from 'yjs'
import { draftLimits } from '../limits.ts'
import { isNodeName, rootName } from '../schema.ts'
import { inlineLine, longestTicks, plainText, type Span } from './inline.ts'

const refuse = (reason: string, name: string) => new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason, name: name.slice(0, 64) } })

const marksOf = (attributes: unknown): Pick<Span, 'marks' | 'href'> => {
  const marks = new Set<string>()
  let href: string | null = null
  for (const [mark, value] of Object.entries(attributes ?? {})) {
    if (value === null) continue
    if (mark === 'link') href = typeof (value as { href?: unknown }).href === 'string' ? (value as { href: string }).href : null
    else marks.add(mark)
  }
  return { marks, href }
}

const spansOf = (text: Y.XmlText): readonly Span[] =>
  (text.toDelta() as readonly { insert: unknown; attributes?: unknown }[]).map(({ insert, attributes }) => {
    if (typeof insert !== 'string') throw refuse('unknown-content', typeof insert)
    return { text: insert, ...marksOf(attributes) }
  })

type Child = Y.XmlElement | Y.XmlText
const childrenOf = (parent: Y.XmlFragment): readonly Child[] =>
  parent.toArray().map((child) => {
    if (child instanceof Y.XmlText) return child
    if (child instanceof Y.XmlElement && isNodeName(child.nodeName)) return child
    throw refuse('unknown-node', child instanceof Y.XmlElement ? child.nodeName : 'hook')
  })

/** The lines between hard breaks. */
const linesOf = (block: Y.XmlElement): readonly string[] => {
  const lines: Span[][] = [[]]
  for (const child of childrenOf(block)) {
    if (child instanceof Y.XmlText) for (const span of spansOf(child)) lines.at(-1)?.push(span)
    else if (child.nodeName === 'hardBreak') lines.push([])
    else throw refuse('unknown-node', child.nodeName)
  }
  return lines.map(inlineLine).filter((line) => line !== '')
}

/** What would close a heading. Looked for from the end: from the front each of many signs would be tried. */
const escapeLineEnd = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '#') end -= 1
  return end === text.length ? text : `${text.slice(0, end)}\\${text.slice(end)}`
}

const attribute = (node: Y.XmlElement, key: string): unknown => node.getAttributes()[key]

const codeBlock = (node: Y.XmlElement): string => {
  const parts = childrenOf(node).map((child) => {
    if (!(child instanceof Y.XmlText)) throw refuse('unknown-node', child.nodeName)
    return spansOf(child)
      .map((span) => span.text)
      .join('')
  })
  const text = plainText(parts.join(''))
  const fence = '`'.repeat(Math.max(2, longestTicks(text)) + 1)
  const language = attribute(node, 'language')
  const label = typeof language === 'string' ? language.replace(/[^\p{L}\p{N}+#.-]/gu, '') : ''
  return `${fence}${label}\n${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${fence}`
}

const indent = (text: string, by: number): string => text.replace(/\n(?!\n|$)/g, `\n${' '.repeat(by)}`)

const isList = (node: Y.XmlElement | undefined): boolean => node?.nodeName === 'bulletList' || node?.nodeName === 'orderedList'

type Rendered = { readonly node: Y.XmlElement; readonly text: string }

/** Blocks inside one list item; lists follow their paragraph directly in a tight list. */
const joinItem = (blocks: readonly Rendered[], tight: boolean): string =>
  blocks.map(({ text }, at) => (at === 0 ? text : (tight ? '\n' : '\n\n') + text)).join('')

const list = (node: Y.XmlElement, alternate: boolean, depth: number): string => {
  const items = childrenOf(node).map((item) => {
    if (item instanceof Y.XmlText || item.nodeName !== 'listItem')
      throw refuse('unknown-node', item instanceof Y.XmlText ? 'text' : item.nodeName)
    return blocksOf(item, depth + 1)
  })
  const tight = items.every((blocks) => blocks.slice(1).every((block) => isList(block.node)))
  const first = attribute(node, 'start')
  const start = typeof first === 'number' && Number.isInteger(first) && first >= 0 ? first : 1
  return items
    .map((blocks, at) => {
      const number = Math.min(start + at, 999_999_999)
      const marker = node.nodeName === 'bulletList' ? (alternate ? '+' : '-') : `${number}${alternate ? ')' : '.'}`
      return `${marker} ${indent(joinItem(blocks, tight), marker.length + 1)}`.trimEnd()
    })
    .join(tight ? '\n' : '\n\n')
}

const quote = (node: Y.XmlElement, depth: number): string =>
  joinBlocks(blocksOf(node, depth + 1))
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

/** Markdown of one block, or nothing for an empty one. */
const block = (node: Y.XmlElement, alternate: boolean, depth: number): string => {
  switch (node.nodeName) {
    case 'paragraph':
      return linesOf(node).join('\\\n')
    case 'heading': {
      const level = attribute(node, 'level')
      const text = linesOf(node).join(' ')
      return text === '' ? '' : `${'#'.repeat(level === 2 || level === 3 ? level : 1)} ${escapeLineEnd(text)}`
    }
    case 'bulletList':
    case 'orderedList':
      return list(node, alternate, depth)
    case 'blockquote': {
      const text = quote(node, depth)
      return text === '>' ? '' : text
    }
    case 'codeBlock':
      return codeBlock(node)
    case 'horizontalRule':
      return '***'
    default:
      throw refuse('unknown-node', node.nodeName)
  }
}

/** The blocks that are not empty. A list right after one of its kind changes its marker, or the two would read as one. */
const blocksOf = (parent: Y.XmlFragment, depth: number): readonly Rendered[] => {
  if (depth > draftLimits.depth) throw refuse('too-deep', rootName)
  const rendered: Rendered[] = []
  let alternate = false
  for (const node of childrenOf(parent)) {
    if (node instanceof Y.XmlText) throw refuse('unknown-node', 'text')
    const before = rendered.at(-1)?.node
    alternate = isList(node) && before?.nodeName === node.nodeName && !alternate
    const text = block(node, alternate, depth)
    if (text !== '') rendered.push({ node, text })
  }
  return rendered
}

const joinBlocks = (blocks: readonly Rendered[]): string => blocks.map(({ text }) => text).join('\n\n')

/**
 * Canonical Markdown (SPEC.md Y20–Y27): equal documents give equal bytes. The document is only read.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED` with the reason `unknown-node` when it holds what this version does not know: then it is read-only here.
 */
export const toMarkdown = (doc: Y.Doc): string => {
  const text = joinBlocks(blocksOf(doc.getXmlFragment(rootName), 0))
  return text === '' ? '' : `${text}\n`
}
