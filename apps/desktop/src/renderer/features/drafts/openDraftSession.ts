import type { NodeClient, NodeTransport } from '@daomesh/node/client'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { fromBase64, toBase64 } from './base64.ts'
import { createSaver } from './createSaver.ts'
import type { Saver } from './createSaver.ts'

/** Everything that is not typed here enters under this origin, so that it is not sent back. */
const remote = 'daomesh/remote'
const PRESENCE_MS = 120

export type DraftSession = {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly saver: Saver
  readonly close: () => void
}

export type OpenDraftSessionParameters = {
  readonly client: NodeClient
  readonly transport: NodeTransport
  readonly space: string
  readonly draft: string
  /** The node built the document anew: this copy is stale and must be opened again. */
  readonly onRebuilt: () => void
}

type AwarenessChange = { readonly added: number[]; readonly updated: number[]; readonly removed: number[] }

/**
 * One editing session. The document is loaded first and gets its client id only then, so that loading writes nothing under it;
 * an editor is mounted on the result.
 */
export const openDraftSession = async (parameters: OpenDraftSessionParameters): Promise<DraftSession> => {
  const { client, transport, space, draft, onRebuilt } = parameters
  const at = { space, draft }
  const opened = await client.drafts.session(at)
  const { session, clientId, snapshot } = opened
  /** How far this copy has followed the node: an edit is judged against exactly that. */
  let followed = opened.at
  const doc = new Y.Doc({ gc: false })
  doc.getXmlFragment('content')
  Y.applyUpdate(doc, fromBase64(snapshot), remote)
  doc.clientID = clientId
  const awareness = new Awareness(doc)
  const ended = new AbortController()
  const saver = createSaver((update, seen) => client.drafts.edit({ ...at, session, at: seen, update: toBase64(update) }))

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== remote) saver.add(update, followed)
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  const sendPresence = (): void => {
    timer = undefined
    // Presence is a hint; it is told again every few seconds.
    client.drafts.presence({ ...at, update: toBase64(encodeAwarenessUpdate(awareness, [doc.clientID])) }).catch(() => undefined)
  }
  awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    if (origin === remote || ![...added, ...updated, ...removed].includes(doc.clientID)) return
    timer ??= setTimeout(sendPresence, PRESENCE_MS)
  })

  const watch = async (): Promise<void> => {
    let first = true
    try {
      for await (const event of await client.drafts.watch({ ...at, session }, { signal: ended.signal })) {
        if (event.type !== 'presence') followed = Math.max(followed, event.at)
        if (event.type === 'presence') applyAwarenessUpdate(awareness, fromBase64(event.update), remote)
        else if (event.type === 'update' || first) Y.applyUpdate(doc, fromBase64(event.update), remote)
        else onRebuilt()
        first = false
      }
    } catch {
      // A lost connection is shown by the banner and followed by a new watch below.
    }
  }
  const stop = transport.onConnection(({ state }) => {
    if (state !== 'open') return
    void watch()
    // Its outcome is the saving state.
    saver.flush().catch(() => undefined)
  })
  void watch()

  return {
    doc,
    awareness,
    saver,
    close: () => {
      stop()
      clearTimeout(timer)
      saver.flush().catch(() => undefined)
      awareness.setLocalState(null)
      client.drafts.presence({ ...at, update: toBase64(encodeAwarenessUpdate(awareness, [doc.clientID])) }).catch(() => undefined)
      ended.abort()
      awareness.destroy()
      doc.destroy()
    },
  }
}
