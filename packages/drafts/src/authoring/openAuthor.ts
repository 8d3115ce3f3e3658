import * as Y from 'yjs'
import { rootName } from '../schema.ts'

export type Author = { readonly doc: Y.Doc; readonly apply: (update: Uint8Array) => void; readonly close: () => void }

/** The origin under which edits of others enter an author's document; they are not sent again. */
export const remoteOrigin = 'daomesh/remote'

/**
 * An authoring document, as every editor must make one: without garbage collection, loaded first, and only then given its client id.
 * `onUpdate` gets the v1 update of every own transaction.
 */
export const openAuthor = (parameters: {
  readonly clientId: number
  readonly snapshot: Uint8Array
  readonly onUpdate: (update: Uint8Array) => void
}): Author => {
  const doc = new Y.Doc({ gc: false })
  doc.getXmlFragment(rootName)
  Y.applyUpdate(doc, parameters.snapshot, remoteOrigin)
  doc.clientID = parameters.clientId
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== remoteOrigin) parameters.onUpdate(update)
  })
  return { doc, apply: (update) => Y.applyUpdate(doc, update, remoteOrigin), close: () => doc.destroy() }
}
