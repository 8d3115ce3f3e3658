/** A node of solc's syntax tree. `src` is `start:length:file`, counted in bytes. */
export type AstNode = { readonly nodeType: string; readonly src: string; readonly [field: string]: unknown }

export type Range = { readonly start: number; readonly end: number }

export const rangeOf = ({ src }: AstNode): Range => {
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { start, end: start + length }
}

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value

/** One field of a node as a node, null where it has none. */
export const nodeAt = (node: AstNode, field: string): AstNode | null => {
  const value = node[field]
  return isNode(value) ? value : null
}

/** One field of a node as its nodes; holes of a tuple are left out. */
export const nodesAt = (node: AstNode, field: string): readonly AstNode[] => {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** All nodes right below. */
export const childrenOf = (node: AstNode): readonly AstNode[] =>
  Object.values(node).flatMap((value) => (isNode(value) ? [value] : Array.isArray(value) ? value.filter(isNode) : []))

export const textAt = (node: AstNode, field: string): string => {
  const value = node[field]
  return typeof value === 'string' ? value : ''
}

/** How solc writes the type of an expression. */
export const typeOf = (node: AstNode): string => {
  const types = node['typeDescriptions']
  return typeof types === 'object' && types !== null && 'typeString' in types && typeof types.typeString === 'string'
    ? types.typeString
    : ''
}
