/**
 * Nodes that an undo takes away only when they are empty: whoever made one may undo it, but not what others wrote in it meanwhile.
 * The library spares paragraphs alone.
 */
export const protectedNodes: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'codeBlock',
])
