import { holdsUnknown, openAuthor, remoteOrigin } from '@daomesh/drafts/authoring'
import type { NodeClient, NodeTransport } from '@daomesh/node/client'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { fromBase64, toBase64 } from './base64.ts'
import { createSaver } from './createSaver.ts'
import type { Saver, Saving } from './createSaver.ts'
import { createSunk } from './createSunk.ts'
import type { Sunk, SunkWords } from './createSunk.ts'
import { isRefusal } from './isRefusal.ts'

const PRESENCE_MS = 120

/** What editing needs of the node, and of the line to it. */
export type DraftClient = { readonly drafts: Pick<NodeClient['drafts'], 'session' | 'edit' | 'presence' | 'watch'> }
export type DraftTransport = Pick<NodeTransport, 'onConnection'>

export type Caret = { readonly anchor: Y.RelativePosition; readonly head: Y.RelativePosition }

/** What another wrote: `account` is whose it is; `saw` how far that one had seen what is written here, null where nobody can tell. */
export type Arrived = { readonly update: Uint8Array; readonly account: string | null; readonly saw: number | null }

export type PadEditor = {
  /** Settles once no word is half composed, which a change would tear. */
  readonly calm: () => Promise<void>
  /** Done around each change of another. */
  readonly apart: (apply: () => void, arrived: Arrived) => void
  readonly putBack: (one: SunkWords) => void
}

/** One editing session of the node, and the document an editor is mounted on. */
export type Pad = {
  readonly doc: Y.Doc
  readonly clientId: number
  readonly awareness: Awareness
  readonly saver: Saver
  /** The document holds what this editor does not know, and would delete: no editor may be mounted on it. */
  readonly readOnly: boolean
  /** Records of the draft that only a newer version of the app reads. */
  readonly opaque: number
  /** Where the person was writing in the pad before this one. */
  caret: Caret | null
  /** The editor that is mounted here. */
  editor: PadEditor | null
  readonly sunk: Sunk
  readonly close: () => void
}

export type OpenPadParameters = {
  readonly client: DraftClient
  readonly transport: DraftTransport
  readonly space: string
  readonly draft: string
  readonly onSaving: (saving: Saving) => void
  /** The node made the document anew or does not know this session any more: another pad must take its place. */
  readonly onStale: () => void
}

type AwarenessChange = { readonly added: number[]; readonly updated: number[]; readonly removed: number[] }

/** Whether the document holds words of others that the node's does not count any more. */
const holdsMore = (doc: Y.Doc, snapshot: Uint8Array, own: number): boolean => {
  const { to } = Y.parseUpdateMeta(snapshot)
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(([client, clock]) => client !== own && clock > (to.get(client) ?? 0))
}

/** Whether an editor came through a change of another: what it threw is a fault of this app, is told as one, and ends nobody's following. */
const drawn = (draw: () => void): boolean => {
  try {
    draw()
    return true
  } catch (error) {
    reportError(error)
    return false
  }
}

/**
 * Opens an editing session. The document is loaded first and gets its client id only then, so that loading writes nothing under it;
 * an editor is mounted on the result.
 */
export const openPad = async (parameters: OpenPadParameters): Promise<Pad> => {
  const { client, transport, space, draft, onSaving, onStale } = parameters
  const at = { space, draft }
  const opened = await client.drafts.session(at)
  const { session, clientId, snapshot, opaque } = opened
  /** How far this copy has followed the node: an edit is judged against exactly that. */
  let followed = opened.at
  const ended = new AbortController()
  const saver = createSaver({
    store: ({ requestId, update, seen }) => client.drafts.edit({ ...at, requestId, session, at: seen, update: toBase64(update) }),
    newId: () => crypto.randomUUID(),
    onSaving: (saving) => {
      if (!ended.signal.aborted) onSaving(saving)
    },
  })
  const author = openAuthor({ clientId, snapshot: fromBase64(snapshot), onUpdate: (update) => saver.add(update, followed) })
  const { doc } = author
  const awareness = new Awareness(doc)

  let timer: ReturnType<typeof setTimeout> | undefined
  const sendPresence = (): void => {
    timer = undefined
    // Presence is a hint; it is told again every few seconds.
    client.drafts.presence({ ...at, update: toBase64(encodeAwarenessUpdate(awareness, [clientId])) }).catch(() => undefined)
  }
  awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    if (ended.signal.aborted || origin === remoteOrigin || ![...added, ...updated, ...removed].includes(clientId)) return
    timer ??= setTimeout(sendPresence, PRESENCE_MS)
  })

  const watch = async (): Promise<void> => {
    let first = true
    try {
      for await (const event of await client.drafts.watch({ ...at, session }, { signal: ended.signal })) {
        await pad.editor?.calm()
        if (ended.signal.aborted) return
        if (event.type === 'presence') {
          drawn(() => applyAwarenessUpdate(awareness, fromBase64(event.update), remoteOrigin))
          continue
        }
        const update = fromBase64(event.update)
        if (event.type === 'snapshot' && (!first || holdsMore(doc, update, clientId))) return onStale()
        followed = Math.max(followed, event.at)
        const apply = (): void => author.apply(update)
        const arrived = event.type === 'update' ? { update, account: event.account, saw: event.saw } : { update, account: null, saw: null }
        const isDrawn = drawn(() => (pad.editor === null ? apply() : pad.editor.apart(apply, arrived)))
        // The document has it: another editor, on a session of its own, shows what this one could not.
        if (!isDrawn) return onStale()
        first = false
      }
    } catch (error) {
      // A lost connection is shown by the banner and followed by a new watch below.
      if (isRefusal(error) && !ended.signal.aborted) onStale()
    }
  }
  const pad: Pad = {
    doc,
    clientId,
    awareness,
    saver,
    readOnly: holdsUnknown(doc),
    opaque,
    caret: null,
    editor: null,
    sunk: createSunk(),
    close: () => {
      if (ended.signal.aborted) return
      ended.abort()
      stop()
      clearTimeout(timer)
      awareness.setLocalState(null)
      sendPresence()
      awareness.destroy()
      author.close()
    },
  }
  const stop = transport.onConnection(({ state }) => {
    if (state === 'open') void watch()
  })
  void watch()
  return pad
}
