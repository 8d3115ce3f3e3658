import {
  type Address,
  decode,
  DaomeshError,
  type EntryHeader,
  type FoldWrite,
  governanceStream,
  type LogAuthor,
  type OpenEntry,
  type Reduce,
  seatIn,
  type UnlinkedDevice,
  unlinkKind,
  type ViewFact,
} from '@daomesh/protocol'
import type { EntryVerdict } from '../store/LogStore.ts'
import { type EntryNode, streamOf } from './model.ts'

/** Synchronous decryption given by the node: `'locked'` while the key is not here. @throws DaomeshError `BODY_UNREADABLE`. */
export type OpenBody = (header: EntryHeader, body: Uint8Array, headerBytes: Uint8Array) => Uint8Array | 'locked'

export type Ruling = {
  readonly verdict: EntryVerdict
  readonly reason: string | null
  readonly member: Address | null
  readonly writes: readonly FoldWrite[]
  /** The device that the entry revokes. */
  readonly unlinks: UnlinkedDevice | null
}

/** What the opening of the log was found to be. */
export type OriginFact = { readonly verdict: EntryVerdict; readonly member: Address | null }

const ruled = (verdict: EntryVerdict): Ruling => ({ verdict, reason: null, member: null, writes: [], unlinks: null })
export const rejection = (reason: string): Ruling => ({ verdict: 'rejected', reason, member: null, writes: [], unlinks: null })

const isSettled = (verdict: EntryVerdict, stream: string): boolean =>
  verdict !== 'pending' && (verdict !== 'locked' || stream === governanceStream)

/**
 * Whether an entry waits for one that it refers to: not for a locked one, but in drafts, where an edit means nothing without its past. What lies in
 * another stream has it refused whatever becomes of that, and would hold back what rests on it for as long as a key is not here.
 */
export const holdsBack = (ref: EntryNode, verdict: EntryVerdict, node: EntryNode): boolean =>
  streamOf(ref) === streamOf(node) && !isSettled(verdict, streamOf(node))

const readable = (run: () => Uint8Array | 'locked'): Uint8Array | Ruling => {
  try {
    const plaintext = run()
    return plaintext === 'locked' ? ruled('locked') : plaintext
  } catch (error) {
    return rejection(error instanceof DaomeshError ? error.code : 'BODY_UNREADABLE')
  }
}

export type Judging = {
  readonly node: EntryNode
  readonly header: EntryHeader
  readonly fact: ViewFact
  readonly origin: OriginFact
  readonly reduce: Reduce
  readonly plaintext: () => Uint8Array | 'locked'
}

/** Whose log it is, as far as the opening says; a ruling when that already decides. */
const authorOf = ({ node, origin, fact }: Judging): LogAuthor | null | Ruling => {
  if (node.seq === 0) return null
  if (origin.verdict === 'locked' || origin.verdict === 'opaque') return ruled(origin.verdict)
  if (origin.verdict !== 'accepted' || origin.member === null) return rejection('ENTRY_LINK')
  if (seatIn(fact, origin.member) === null) return rejection('ENTRY_AUTHOR')
  return { member: origin.member, device: node.device, stream: streamOf(node) }
}

/** The verdict on one entry: a pure function of the entry, its causal past and its view. No reference holds it back any more. */
export const judge = (judging: Judging): Ruling => {
  const { node, header, fact, reduce } = judging
  if (node.refs.some((ref) => streamOf(ref) !== streamOf(node))) return rejection('ENTRY_STREAM')
  const author = authorOf(judging)
  if (author !== null && 'verdict' in author) return author
  const opened = readable(judging.plaintext)
  if (!(opened instanceof Uint8Array)) return opened
  let body: unknown
  try {
    body = decode(opened)
  } catch {
    return rejection('ENTRY_BODY')
  }
  const entry: OpenEntry = { id: node.id, header, body, depth: node.depth, author }
  const verdict = reduced(reduce, entry, fact)
  if (verdict.outcome === 'opaque') return ruled('opaque')
  if (verdict.outcome === 'rejected') return rejection(verdict.reason)
  const member = node.seq === 0 ? (verdict.author?.member ?? null) : null
  if (member !== null && seatIn(fact, member) === null) return rejection('ENTRY_AUTHOR')
  const governs = streamOf(node) === governanceStream
  const unlinks = governs && node.kind === unlinkKind ? (verdict.unlinks ?? null) : null
  return { verdict: 'accepted', reason: null, member, writes: governs ? verdict.writes : [], unlinks }
}

/** A rule that throws on hostile content must not stop the replica: the entry is set aside and named in the audit view. */
const reduced = (reduce: Reduce, entry: OpenEntry, fact: ViewFact) => {
  try {
    return reduce(entry, fact)
  } catch (error) {
    return { outcome: 'rejected', reason: error instanceof DaomeshError ? error.code : 'INTERNAL' } as const
  }
}
