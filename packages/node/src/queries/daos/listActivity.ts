import { type BudgetValue, keys, nameOf, type ProposalValue, valueAt } from '@daomesh/governance'
import type { AuditLine } from '@daomesh/log'
import {
  type Address,
  type BudgetId,
  budgetSchema,
  type DecisionId,
  decisionIdOf,
  type EntryId,
  governanceStream,
  openPost,
  readBody,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { seenByReader } from '../readSeenBy.ts'

export type ActivityRow = {
  entry: EntryId
  kind: string
  account: Address
  name: string | null
  at: number
  title: string | null
  decision: DecisionId | null
  progress: 'saved' | 'seen' | 'anchored' | 'final'
}

/** What a person wants to see go by; openings, keys and keystrokes are not it. */
const shown: ReadonlySet<string> = new Set([
  'proposal.submit',
  'proposal.withdraw',
  'ballot.cast',
  'comment.post',
  'draft.open',
  'profile.set',
  'budget.open',
  'budget.project',
  'budget.pledge',
  'budget.close',
  'listing.publish',
])
const most = 30
const anchored: ReadonlySet<string> = new Set(['proposal.submit', 'ballot.cast', 'budget.close'])

/** The newest records of a DAO, newest first, each with how far it has come. */
export const listActivity = (node: NodeContext, space: DaoSpace): ActivityRow[] => {
  const registers = space.registers()
  const state = space.chainState()
  const seenBy = seenByReader(node, space)
  const lines: AuditLine[] = []
  for (const line of space.replica.recent(governanceStream)) {
    if (line.status === 'accepted' && shown.has(line.kind) && line.member !== null) lines.push(line)
    if (lines.length === most) break
  }
  return lines.map((line): ActivityRow => {
    const entry = space.replica.entry(line.id)
    const read = entry === null ? null : readBody(line.kind, entry.body)
    const about = subjectOf(space, read?.outcome === 'known' ? read.reading : null)
    // Only what went to the chain with the enactment can be final; talk about it never is.
    const final = anchored.has(line.kind) && about.decision !== null && state.enacted.has(about.decision)
    return {
      entry: line.id,
      kind: line.kind,
      account: line.member as Address,
      name: nameOf(registers, line.member as Address),
      at: line.at,
      title:
        about.title ?? (about.decision === null ? null : (valueAt<ProposalValue>(registers, keys.proposal(about.decision))?.title ?? null)),
      decision: about.decision,
      progress: final ? 'final' : seenBy(line.id).count > 1 ? 'seen' : 'saved',
    }
  })
}

type Known = Extract<ReturnType<typeof readBody>, { outcome: 'known' }>['reading']

const titleOfBudget = (space: DaoSpace, budget: BudgetId): string | null => {
  const value = valueAt<BudgetValue>(space.registers(), keys.budget(budget))
  return value === undefined ? null : budgetSchema.parse(value.budget).title
}

const subjectOf = (space: DaoSpace, reading: Known | null): { readonly title: string | null; readonly decision: DecisionId | null } => {
  switch (reading?.kind) {
    case 'proposal.submit':
      return { title: reading.body.title, decision: decisionIdOf(space.record.chain.chainId, space.record.dao, reading.body.decision) }
    case 'proposal.withdraw':
      return { title: null, decision: reading.body.decision }
    case 'ballot.cast':
      return { title: null, decision: reading.body.sheet.choices[0]?.decision ?? null }
    case 'comment.post':
      return { title: null, decision: reading.body.about.startsWith('0x') ? (reading.body.about as DecisionId) : null }
    case 'listing.publish':
      return { title: openPost(reading.body.post).post.title, decision: null }
    case 'draft.open':
      return { title: reading.body.title, decision: null }
    case 'budget.open':
      return { title: reading.body.budget.title, decision: null }
    case 'budget.project':
      return { title: reading.body.project.name, decision: null }
    case 'budget.pledge':
      return { title: titleOfBudget(space, reading.body.sheet.budget), decision: null }
    case 'budget.close': {
      const [first] = reading.body.parts
      if (first === undefined) return { title: null, decision: null }
      return { title: first.title, decision: decisionIdOf(space.record.chain.chainId, space.record.dao, first.decision) }
    }
    default:
      return { title: null, decision: null }
  }
}
