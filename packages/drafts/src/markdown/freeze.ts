import { DaomeshError, limits, utf8 } from '@daomesh/protocol'
import * as Y from 'yjs'
import { applyQuietly } from '../document/applyQuietly.ts'
import { toMarkdown } from './toMarkdown.ts'

/** What a draft said at one moment. Peers compare the hash of these bytes and never render them again. */
export type Frozen = { readonly markdown: string; readonly contentBytes: Uint8Array }

const copyDocument = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  applyQuietly(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/**
 * Canonical Markdown of a copy, so that a record can carry it.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED` on unknown nodes, `INPUT_INVALID` when it is longer than a record may be.
 */
export const freeze = (doc: Y.Doc): Frozen => {
  const markdown = toMarkdown(copyDocument(doc))
  const contentBytes = utf8(markdown)
  if (contentBytes.length > limits.contentBytes)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'content', bytes: contentBytes.length, most: limits.contentBytes } })
  return { markdown, contentBytes }
}
