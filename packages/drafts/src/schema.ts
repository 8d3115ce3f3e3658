import { draftLimits } from './limits.ts'

/** The name of the one root type. */
export const rootName = 'content'

/** How the root and text nodes are called where parents are named; not valid node names, so they never collide. */
export const rootKind = '#root'
export const textKind = '#text'

const blocks = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'codeBlock', 'horizontalRule'] as const

/** Which children a node may hold. Anything else would make an honest editor delete the whole parent. */
const children: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [rootKind, new Set<string>(blocks)],
  ['blockquote', new Set<string>(blocks)],
  ['listItem', new Set<string>(blocks)],
  ['bulletList', new Set(['listItem'])],
  ['orderedList', new Set(['listItem'])],
  ['paragraph', new Set([textKind, 'hardBreak'])],
  ['heading', new Set([textKind, 'hardBreak'])],
  ['codeBlock', new Set([textKind])],
  ['hardBreak', new Set<string>()],
  ['horizontalRule', new Set<string>()],
])

export const isNodeName = (name: string): boolean => name !== rootKind && children.has(name)

export const mayContain = (parent: string, child: string): boolean => children.get(parent)?.has(child) ?? false

/** A value that an attribute may carry on the wire. */
export type Scalar = null | boolean | number | string

const shortText = (value: unknown): boolean => typeof value === 'string' && value.length <= draftLimits.attributeChars
const textOrNull = (value: unknown): boolean => value === null || shortText(value)

const attributes: ReadonlyMap<string, (value: Scalar) => boolean> = new Map([
  ['heading.level', (value: Scalar) => value === 1 || value === 2 || value === 3],
  ['orderedList.start', (value: Scalar) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999_999_999],
  ['orderedList.type', textOrNull],
  ['codeBlock.language', textOrNull],
])

export const mayHaveAttribute = (node: string, key: string, value: Scalar): boolean => attributes.get(`${node}.${key}`)?.(value) ?? false

export const plainMarks = ['bold', 'italic', 'strike', 'code'] as const
const linkKeys = new Set(['href', 'target', 'rel', 'class', 'title'])

/** Whether a format may be written: null ends a mark, true or {} begins a plain one, a link carries its attributes. */
export const mayFormat = (mark: string, value: unknown): boolean => {
  const plain = plainMarks.some((name) => name === mark)
  if (!plain && mark !== 'link') return false
  if (value === null) return true
  if (plain && value === true) return true
  if (typeof value !== 'object' || Array.isArray(value)) return false
  const entries = Object.entries(value)
  if (plain) return entries.length === 0
  return shortText((value as { href?: unknown }).href) && entries.every(([key, inner]) => linkKeys.has(key) && textOrNull(inner))
}
