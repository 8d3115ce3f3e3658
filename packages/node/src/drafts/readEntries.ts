import type { DraftEntry } from '@daomesh/drafts'
import type { AuditLine } from '@daomesh/log'
import {
  address,
  decode,
  decodeEntry,
  type DraftId,
  draftStream,
  type EntryId,
  openBody,
  readBody,
  type WireEntry,
} from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

/** What the desk reads of a space. */
export type DraftSpace = Pick<DaoSpace, 'id' | 'replica'> & { readonly keyring: Pick<DaoSpace['keyring'], 'get'> }

const decrypted = (space: DraftSpace, { header, headerBytes, body }: WireEntry): unknown => {
  if (body === null) return null
  if (header.keyId === null) return decode(body)
  const key = space.keyring.get(header.keyId)
  return key === undefined ? null : decode(openBody(key, headerBytes, body))
}

/**
 * The edit in what was judged acceptable, whether it counts now or not: a removal may set it aside today and another member's entry bring it back.
 * `'locked'` while that cannot be told because the key is missing.
 */
const editOf = (space: DraftSpace, line: AuditLine, wire: WireEntry): DraftEntry['edit'] | 'locked' => {
  // Everything in a log whose opening is of a newer version is unreadable here.
  if (line.status === 'opaque') return 'newer'
  if (line.status === 'rejected' || line.member === null) return null
  const body = space.replica.entry(line.id)?.body ?? decrypted(space, wire)
  if (body === null) return 'locked'
  const read = readBody(wire.header.kind, body)
  if (read.outcome === 'opaque') return 'newer'
  if (read.outcome === 'broken' || read.reading.kind !== 'draft.update') return null
  const { session, update } = read.reading.body
  return { session, update }
}

/**
 * Entries of a draft's stream in causal order, as its document wants them. What was rejected keeps its place without an edit, because a later
 * entry may cite it; what cannot be read yet is held back with everything above it.
 */
export function* readEntries(space: DraftSpace, draft: DraftId, isTaken: (id: EntryId) => boolean): Generator<DraftEntry> {
  const stream = draftStream(draft)
  const isHere = (id: EntryId): boolean => space.replica.status(id)?.stream === stream
  for (const line of space.replica.lines(stream)) {
    if (isTaken(line.id) || line.status === 'pending' || line.status === 'locked') continue
    const bytes = space.replica.wire(line.id)
    if (bytes === null) continue
    const wire = decodeEntry(bytes)
    const edit = editOf(space, line, wire)
    if (edit === 'locked') continue
    const { log, device, prev, parents, at } = wire.header
    const member = line.member === null ? null : address.parse(line.member)
    // A rejected entry may cite another stream, of which the document knows nothing.
    yield { id: line.id, log, device, member, prev, parents: parents.filter(isHere), at, edit }
  }
}
