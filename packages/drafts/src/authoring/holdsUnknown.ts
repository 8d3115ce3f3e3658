import * as Y from 'yjs'
import { isNodeName, mayContain, mayFormat, rootKind, rootName, textKind } from '../schema.ts'

const isUnknown = (parent: string, child: unknown): boolean => {
  if (child instanceof Y.XmlText)
    return (
      !mayContain(parent, textKind) ||
      (child.toDelta() as readonly { insert: unknown; attributes?: object }[]).some(
        ({ insert, attributes }) =>
          typeof insert !== 'string' || Object.entries(attributes ?? {}).some(([mark, value]) => !mayFormat(mark, value)),
      )
    )
  if (!(child instanceof Y.XmlElement) || !isNodeName(child.nodeName) || !mayContain(parent, child.nodeName)) return true
  const { nodeName } = child
  return child.toArray().some((inner) => isUnknown(nodeName, inner))
}

/**
 * Whether a document holds nodes or marks of a newer schema. An editor of this one would delete them, for everybody, by being mounted: such a document
 * is shown as text and never given to an editor. Only a page older than its node gets one.
 */
export const holdsUnknown = (doc: Y.Doc): boolean =>
  doc
    .getXmlFragment(rootName)
    .toArray()
    .some((child) => isUnknown(rootKind, child))
