import { carriesOther, decisionOf, keys, listProposals, type ProposalValue, rosterAt, valueAt } from '@daomesh/governance'
import type { AuditLine } from '@daomesh/log'
import { type Address, type ChainEvent, type ChainFact, type DecisionId, type EntryId, governanceStream, readBody } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { placeOf } from '../../nested/shownProposals.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { seenByReader } from '../readSeenBy.ts'
import { activitySubject, type ActivityPlace, type ActivitySubject, type KnownBody } from './activitySubject.ts'
import { memberNameOf } from './readNested.ts'

export type ActivityRow = {
  /** null: the chain tells it, and no record. */
  entry: EntryId | null
  kind: string
  /** null: of what the chain tells, it is nobody's in particular. */
  account: Address | null
  name: string | null
  at: number
  title: string | null
  decision: DecisionId | null
  place: ActivityPlace | null
  /** What was given up for a part of the treasury; null where it is no leaving. */
  shares: string | null
  progress: 'saved' | 'seen' | 'anchored' | 'final'
}

/** What a person wants to see go by; openings, keys and keystrokes are not it. */
const shown: ReadonlySet<string> = new Set([
  'proposal.submit',
  'proposal.withdraw',
  'ballot.cast',
  'comment.post',
  'draft.open',
  'file.share',
  'poll.open',
  'profile.set',
  'budget.open',
  'budget.project',
  'budget.pledge',
  'budget.close',
  'listing.publish',
])
const most = 30
const anchored: ReadonlySet<string> = new Set(['proposal.submit', 'ballot.cast', 'budget.close'])

const titleOf = (space: DaoSpace, decision: DecisionId): string | null =>
  valueAt<ProposalValue>(space.registers(), keys.proposal(decision))?.title ?? null

type Told = { readonly line: AuditLine; readonly reading: KnownBody | null; readonly account: Address }

/** A decision that only carries another answer of a question is none that people read (governance S22). */
const isBehind = (space: DaoSpace, decision: DecisionId): boolean => {
  const value = valueAt<ProposalValue>(space.registers(), keys.proposal(decision))
  return value !== undefined && carriesOther(placeOf(space), decisionOf(value), value.content)
}

/** Who does what is told: of ballots the member that signed; null where it is nothing for people, or not proven. */
const toldBy = (space: DaoSpace, countedFor: (entry: EntryId) => Address | null, line: AuditLine): Told | null => {
  if (line.status !== 'accepted' || !shown.has(line.kind) || line.member === null) return null
  const entry = space.replica.entry(line.id)
  const read = entry === null ? null : readBody(line.kind, entry.body)
  const reading = read?.outcome === 'known' ? read.reading : null
  const { decision } = subjectOf(space, reading)
  if (decision !== null && isBehind(space, decision)) return null
  if (reading?.kind !== 'ballot.cast' || reading.body.sheet.member === line.member)
    return { line, reading, account: line.member as Address }
  // Brought for a member that is a DAO: whether it signed, the chain says.
  const account = countedFor(line.id)
  return account === null ? null : { line, reading, account }
}

/** What the chain tells, with what may still vanish: balances are shown as they are now, and who reads them is to see why. */
const factsNow = (space: DaoSpace): readonly (ChainEvent & Pick<ActivityRow, 'progress'>)[] => [
  ...space.facts.events().map((event) => ({ ...event, progress: 'final' as const })),
  ...space.unfinalized().map((event) => ({ ...event, progress: 'anchored' as const })),
]

/** Who gave up shares for their part of the treasury: money went, and no record says so. Newest first. */
const leavings = (node: NodeContext, space: DaoSpace): ActivityRow[] =>
  factsNow(space).flatMap(({ fact, at, progress }) =>
    fact.kind === 'ragequit'
      ? [
          {
            entry: null,
            kind: fact.full ? 'ragequit.whole' : 'ragequit.part',
            account: fact.member,
            name: memberNameOf(node, space, fact.member),
            at,
            title: null,
            decision: null,
            place: null,
            shares: fact.shares.toString(),
            progress,
          },
        ]
      : [],
  )

type Recorded = Extract<ChainFact, { kind: 'recorded' }>

/** Whose ballot a transaction brought to a record, where it is that of one. */
const broughtFor = (space: DaoSpace, { record }: Recorded): Address | null => {
  const [seat, ...others] = record.ballots.map((ballot) => ballot.seat)
  if (seat === undefined || others.length > 0) return null
  return rosterAt(space.chainState(), record.rosterEpoch)?.members[seat]?.account ?? null
}

/** What the chain made of proposals: recorded, challenged, carried out. No record says so, and who neither recorded nor challenged would not see it. */
const carryings = (node: NodeContext, space: DaoSpace): ActivityRow[] => {
  const events = factsNow(space)
  // What is recorded and carried out at once is told once.
  const enacted = new Set(events.flatMap(({ fact }) => (fact.kind === 'enacted' ? [`${fact.decision} ${fact.transaction}`] : [])))
  const open = new Set<DecisionId>()
  return events.flatMap(({ fact, at, progress }): ActivityRow[] => {
    if (fact.kind !== 'enacted' && fact.kind !== 'recorded') return []
    const { decision } = fact
    const row = { entry: null, at, decision, place: null, shares: null, progress, title: titleOf(space, decision) }
    if (row.title === null || isBehind(space, decision)) return []
    if (fact.kind === 'enacted') return [{ ...row, kind: 'decision.enact', account: null, name: null }]
    const challenged = open.has(decision)
    open.add(decision)
    if (enacted.has(`${decision} ${fact.transaction}`)) return []
    if (!challenged) return [{ ...row, kind: 'decision.record', account: null, name: null }]
    const account = broughtFor(space, fact)
    const kind = `${fact.record.passes ? 'record.passes' : 'record.fails'}${account === null ? '' : '.one'}`
    return [{ ...row, kind, account, name: account === null ? null : memberNameOf(node, space, account) }]
  })
}

/** The newest records of a DAO, and who left with what the chain paid, newest first, each with how far it has come. */
export const listActivity = (node: NodeContext, space: DaoSpace): ActivityRow[] => {
  const registers = space.registers()
  const state = space.chainState()
  const seenBy = seenByReader(node, space)
  let counted: ReadonlyMap<EntryId, Address> | null = null
  const countedFor = (entry: EntryId): Address | null => {
    counted ??= new Map(
      listProposals(registers, state, presentOf(node, space)).flatMap(({ ballots }) =>
        ballots.map((ballot) => [ballot.entry, ballot.member] as const),
      ),
    )
    return counted.get(entry) ?? null
  }
  const told: Told[] = []
  for (const line of space.replica.recent(governanceStream)) {
    const one = toldBy(space, countedFor, line)
    if (one !== null) told.push(one)
    if (told.length === most) break
  }
  const rows = told.map(({ line, reading, account }): ActivityRow => {
    const about = subjectOf(space, reading)
    // Only what went to the chain with the enactment can be final; talk about it never is.
    const final = anchored.has(line.kind) && about.decision !== null && state.enacted.has(about.decision)
    return {
      entry: line.id,
      kind: line.kind,
      account,
      name: memberNameOf(node, space, account),
      at: line.at,
      title: about.title,
      decision: about.decision,
      place: about.place,
      shares: null,
      progress: final ? 'final' : seenBy(line.id).count > 1 ? 'seen' : 'saved',
    }
  })
  // Records keep their order among themselves, in which each comes after what it cites, whatever its clock said.
  for (const one of [...leavings(node, space), ...carryings(node, space)].toSorted((a, b) => a.at - b.at)) {
    const older = rows.findIndex(({ at }) => at <= one.at)
    rows.splice(older === -1 ? rows.length : older, 0, one)
  }
  return rows.slice(0, most)
}

/** Of a sheet the first proposal that people read: an answer to a question stands on several decisions. */
const answeredFirst = (space: DaoSpace, choices: readonly { readonly decision: DecisionId }[]): DecisionId | null =>
  (choices.find(({ decision }) => !isBehind(space, decision)) ?? choices[0])?.decision ?? null

const subjectOf = (space: DaoSpace, reading: KnownBody | null): ActivitySubject =>
  activitySubject(space, reading, (choices) => answeredFirst(space, choices))
