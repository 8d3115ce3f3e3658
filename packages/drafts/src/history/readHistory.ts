import type { Address, DeviceId, DraftId, EntryId, LogId } from '@daomesh/protocol'
import * as Y from 'yjs'
import { openAuthor } from '../authoring/openAuthor.ts'
import { clientIdOf } from '../clientIdOf.ts'
import type { Contribution, DraftEntry } from '../document/entry.ts'
import { splitUpdate } from '../update/splitUpdate.ts'
import { documentAt, documentWith } from './documentAt.ts'
import { editingSessions, type SessionEdits } from './editingSessions.ts'
import { type Excerpt, excerptOf } from './excerptOf.ts'
import { indexLetters } from './letters.ts'
import { movedText } from './movedText.ts'
import { readPassage } from './passage.ts'
import { type BlameLine, readBlame } from './readBlame.ts'
import { readLines } from './readLines.ts'
import { restoreInto } from './restoreInto.ts'
import { sunkLetters } from './sunkLetters.ts'
import { versionOf } from './versionOf.ts'

/** One member's writing without a long pause. */
export type EditingSession = {
  /** Its last entry, which names the version that its author then had on screen. */
  readonly version: EntryId
  readonly member: Address
  readonly device: DeviceId
  /** Milliseconds by its writer's clock, for display. */
  readonly from: number
  readonly to: number
  readonly edits: number
  readonly added: Excerpt
  readonly removed: Excerpt
}

export type Restoration = { readonly version: EntryId } | { readonly passages: readonly string[] }

/** What a draft was, who made it so, and how to make it so again. A picture of one moment. */
export type DraftHistory = {
  /** Newest first. */
  readonly sessions: () => readonly EditingSession[]
  /**
   * Who wrote what stands there, now or at a version; of a version also what the session did that it ends.
   * @throws DaomeshError `INPUT_INVALID` for an entry that wrote nothing here.
   */
  readonly blame: (version: EntryId | null) => readonly BlameLine[]
  /**
   * The updates of a new session that make the present text what it was at a version, or bring deleted passages back; none where it is so already.
   * @throws DaomeshError `INPUT_INVALID` for what was never there.
   */
  readonly restore: (into: { readonly log: LogId; readonly session: Uint8Array }, what: Restoration) => readonly Uint8Array[]
}

export const readHistory = (parameters: {
  readonly draft: DraftId
  readonly entries: ReadonlyMap<EntryId, DraftEntry>
  readonly contributions: readonly Contribution[]
  readonly snapshot: Uint8Array
}): DraftHistory => {
  const { draft, entries, contributions, snapshot } = parameters
  const whole = new Y.Doc({ gc: false })
  Y.applyUpdate(whole, snapshot)
  const lines = readLines(whole)
  const letters = indexLetters(lines)
  const moves = movedText(letters, contributions)
  const sunkWith = sunkLetters(lines, contributions)
  const sessions = editingSessions(entries, contributions)
  const read = (entry: EntryId | null, session: SessionEdits | null) =>
    readBlame({ lines, contributions, version: versionOf(entries, contributions, entry), moves, sessions, session })

  return {
    sessions: () =>
      sessions.map((edits) => {
        const [first] = edits
        const last = edits.at(-1) ?? first
        return {
          version: last.entry,
          member: first.member,
          device: first.device,
          from: first.at,
          to: last.at,
          edits: edits.length,
          ...excerptOf(edits, letters, moves, sunkWith),
        }
      }),
    blame: (version) => read(version, sessions.find((edits) => edits.some(({ entry }) => entry === version)) ?? null),
    restore: ({ log, session }, what) => {
      const updates: Uint8Array[] = []
      const author = openAuthor({ clientId: clientIdOf(draft, log, session), snapshot, onUpdate: (update) => updates.push(update) })
      const wanted =
        'version' in what
          ? documentAt(whole, versionOf(entries, contributions, what.version))
          : documentWith(whole, versionOf(entries, contributions, null), what.passages.map(readPassage), contributions)
      restoreInto(author.doc, wanted)
      author.close()
      return updates.flatMap((update) => splitUpdate(update))
    },
  }
}
