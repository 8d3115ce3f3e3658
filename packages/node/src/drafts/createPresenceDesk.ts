import { createPresence, decodePresence, encodePresence, type Presence, type PresenceState } from '@daomesh/drafts'
import { nameOf, type Registers } from '@daomesh/governance'
import { type Address, type Clock, type DraftId, draftStream, fromHex, type SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import type { PresenceNote } from '../reach/presence.ts'
import type { DraftDesk } from './createDraftDesk.ts'
import type { OpenDraft } from './openDraft.ts'
import type { DraftSpace } from './readEntries.ts'

export type PresenceDesk = {
  /** What others are to be told of an editor of this node; null for what is no presence of a session that was opened here. */
  readonly announce: (space: DraftSpace, draft: DraftId, update: Uint8Array) => PresenceNote | null
  /** Tells the editors of this node who else is there, under the name of the member whose log it is, whatever it calls itself. */
  readonly hear: (
    space: { readonly id: SpaceId; readonly registers: () => Registers },
    note: PresenceNote & { readonly member: Address },
  ) => void
}

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const id = z.object({ client: count, clock: count }).nullish()
const position = z
  .object({ type: id, item: id, tname: z.literal('content').nullish(), assoc: z.number().int().min(-1).max(1).nullish() })
  .refine(({ type, item, tname }) => (type ?? item ?? tname ?? null) !== null)
/** A place in the text as editors name it: one that is not so ends the editor that draws it. */
const cursor = z.object({ anchor: position, head: position })

const cursorOf = (state: NonNullable<PresenceState>): object => {
  const read = cursor.safeParse(state['cursor'])
  return read.success ? { cursor: read.data } : {}
}

/** Who edits the drafts that are open here: nothing is kept of a draft that nobody looks at. */
export const createPresenceDesk = ({ clock, drafts }: { readonly clock: Clock; readonly drafts: DraftDesk }): PresenceDesk => {
  const presences = new WeakMap<OpenDraft, Presence>()
  const presenceOf = (opened: OpenDraft, draft: DraftId): Presence => {
    const presence = presences.get(opened) ?? createPresence({ draft, clock })
    presences.set(opened, presence)
    return presence
  }
  return {
    announce: (space, draft, update) => {
      const opened = drafts.find(space.id, draft)
      const note = decodePresence(update)
      const log = space.replica.own(draftStream(draft))?.log
      const named = note === null ? undefined : opened?.sessionOf(note.clientId)
      if (opened === undefined || note === null || named === undefined || log === undefined) return null
      const session = fromHex(named)
      return { draft, log, session, update: presenceOf(opened, draft).announce({ log, session, state: note.state }) }
    },
    hear: (space, { draft, log, session, update, member }) => {
      const opened = drafts.find(space.id, draft)
      const note = decodePresence(update)
      if (opened === undefined || note === null || !presenceOf(opened, draft).hear({ log, session, bytes: update })) return
      const user = { name: nameOf(space.registers(), member), account: member }
      const state = note.state === null ? null : { user, ...cursorOf(note.state) }
      opened.tell({ type: 'presence', update: encodePresence({ ...note, state }) })
    },
  }
}
