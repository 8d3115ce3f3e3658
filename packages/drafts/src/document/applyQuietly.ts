import * as Y from 'yjs'

/**
 * Applies an update without Yjs's own afterthoughts: on a remote change it deletes formatting it finds redundant, which nobody signed and which
 * depends on the order of arrival. Only for documents that are read, never for one that is edited: position caches are not renewed.
 */
export const applyQuietly = (doc: Y.Doc, update: Uint8Array): void => {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = true
  })
}
