import { clientIdOf } from '@daomesh/drafts'
import type { DraftId } from '@daomesh/protocol'
import { draftAttacks } from './draftAttacks.ts'
import type { Pen } from './pen.ts'

/** Each is a chain of well-signed records; so many of one say as much as all of them, and stay in the space for the rest of its life. */
const mostRecords = 12

const isEdit = (body: unknown): body is { readonly draft: DraftId; readonly session: Uint8Array; readonly update: Uint8Array } => {
  const { draft, session, update } = Object(body) as Record<string, unknown>
  return typeof draft === 'string' && session instanceof Uint8Array && update instanceof Uint8Array
}

/** Against the last editor that wrote in a draft, of whom everything is known but how far it has come. @returns false where nobody has written yet. */
const attackLast =
  (attack: (typeof draftAttacks)[keyof typeof draftAttacks]) =>
  (pen: Pen): boolean => {
    const edits = pen.known.filter(
      ({ header, body }) => header.kind === 'draft.update' && header.device !== pen.device.device && isEdit(body),
    )
    const last = edits.at(-1)
    if (last === undefined || !isEdit(last.body)) return false
    const { draft, session, update } = last.body
    const from = pen.written.length
    attack(pen, { draft, client: clientIdOf(draft, last.header.log, session), clock: pen.random.below(200), honest: update })
    pen.written.length = Math.min(pen.written.length, from + mostRecords)
    return true
  }

/** The attacks on documents as a Byzantine member of a DAO-year makes them, by the names under which they are counted. */
export const draftWritings: Readonly<Record<string, (pen: Pen) => boolean>> = Object.fromEntries(
  Object.entries(draftAttacks).map(([name, attack]) => [`on a draft: ${name}`, attackLast(attack)]),
)
