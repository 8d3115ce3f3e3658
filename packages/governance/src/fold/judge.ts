import { type BodyReading, type Kind, type OpenEntry, readBody, seatIn, type Verdict, type ViewFact } from '@daomesh/protocol'
import type { AuthoredEntry, FoldContext } from './context.ts'
import { openLog } from './openLog.ts'
import { opaque, rejected } from './verdicts.ts'

export type JudgeRules = {
  readonly context: FoldContext
  readonly isStream: (stream: string) => boolean
  /** Which kinds a stream may hold beside its opening. */
  readonly belongs: (reading: BodyReading, stream: string) => boolean
  readonly reduce: (entry: AuthoredEntry, reading: BodyReading, view: ViewFact) => Verdict
}

/**
 * What somebody writes who is in the space through a DAO among its members alone: its name, comments, keys for who may read, revocations, signed ballots,
 * which are their member's whoever publishes them, and what is put to the members or lets others ask, by which nothing is decided. Where all members are DAOs
 * nobody else could.
 */
const throughKinds: ReadonlySet<Kind> = new Set([
  'profile.set',
  'comment.post',
  'key.seal',
  'device.unlink',
  'ballot.cast',
  'proposal.submit',
  'proposal.withdraw',
  'invite.open',
  'invite.revoke',
  'member.apply',
  'member.consent',
])

/**
 * The order of checks is the same in every space: kind and version, form, whose log, member of the view, stream, then the kind's own rules.
 * Never throws.
 */
export const judge = (rules: JudgeRules, entry: OpenEntry, view: ViewFact): Verdict => {
  const read = readBody(entry.header.kind, entry.body)
  if (read.outcome === 'opaque') return opaque
  if (read.outcome === 'broken') return rejected('ENTRY_BODY')
  const { reading } = read
  if (reading.kind === 'log.open') return openLog(rules.context, entry, reading.body, view, rules.isStream)
  const { author } = entry
  if (author === null) return rejected('ENTRY_LINK')
  // Only the opening binds a log to its device, so every later entry must name the same one.
  if (author.device !== entry.header.device) return rejected('ENTRY_AUTHOR')
  const seat = seatIn(view, author.member)
  if (seat === null || (seat !== author.member && !throughKinds.has(reading.kind))) return rejected('ENTRY_AUTHOR')
  if (!rules.belongs(reading, author.stream)) return rejected('ENTRY_STREAM')
  return rules.reduce({ ...entry, author }, reading, view)
}
