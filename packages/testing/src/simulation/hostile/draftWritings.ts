import { clientIdOf } from '@daomesh/drafts'
import { type DraftId, draftStream } from '@daomesh/protocol'
import { deletion, draftAttacks } from './draftAttacks.ts'
import type { Pen } from './pen.ts'

/** Each is a chain of well-signed records; so many of one say as much as all of them, and stay in the space for the rest of its life. */
const mostRecords = 12

const isEdit = (body: unknown): body is { readonly draft: DraftId; readonly session: Uint8Array; readonly update: Uint8Array } => {
  const { draft, session, update } = Object(body) as Record<string, unknown>
  return typeof draft === 'string' && session instanceof Uint8Array && update instanceof Uint8Array
}

/** Of the last editor that wrote in a draft everything is known but how far it has come. */
const lastEdit = (pen: Pen) => {
  const edits = pen.known.flatMap(({ id, header, body }) =>
    header.kind === 'draft.update' && header.device !== pen.device.device && isEdit(body)
      ? [{ id, body, client: clientIdOf(body.draft, header.log, body.session) }]
      : [],
  )
  return edits.at(-1)
}

/** Against the last editor that wrote in a draft. @returns false where nobody has written yet. */
const attackLast =
  (attack: (typeof draftAttacks)[keyof typeof draftAttacks]) =>
  (pen: Pen): boolean => {
    const last = lastEdit(pen)
    if (last === undefined) return false
    const { draft, update } = last.body
    const from = pen.written.length
    attack(pen, { draft, client: last.client, clock: pen.random.below(200), honest: update })
    pen.written.length = Math.min(pen.written.length, from + mostRecords)
    return true
  }

/** No odd bytes: it deletes what it has seen, as every member may. The first paragraph of the last editor goes with its node. */
const deleteWords = (pen: Pen): boolean => {
  const last = lastEdit(pen)
  if (last === undefined) return false
  const { draft } = last.body
  const body = { v: 1, draft, session: pen.random.bytes(16), update: deletion(last.client, 0, 9) }
  pen.write(pen.open(draftStream(draft)), 'draft.update', body, { parents: [last.id] })
  return true
}

/** The attacks on documents as a Byzantine member of a DAO-year makes them, by the names under which they are counted. */
export const draftWritings: Readonly<Record<string, (pen: Pen) => boolean>> = {
  ...Object.fromEntries(Object.entries(draftAttacks).map(([name, attack]) => [`on a draft: ${name}`, attackLast(attack)])),
  'on a draft: words of the victim deleted': deleteWords,
}
