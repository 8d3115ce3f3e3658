import { type BudgetValue, keys, pollIdOf, type ProposalValue, valueAt } from '@daomesh/governance'
import { type BudgetId, budgetIdOf, budgetSchema, type DecisionId, decisionIdOf, openPost, type readBody } from '@daomesh/protocol'
import type { DaoSpace } from '../../spaces/space.ts'

export type KnownBody = Extract<ReturnType<typeof readBody>, { outcome: 'known' }>['reading']

/** The screen of the DAO on which a record is seen; `id` is empty where it is a list. */
export type ActivityPlace = { readonly kind: 'draft' | 'budget' | 'poll' | 'files' | 'sales'; readonly id: string }

export type ActivitySubject = {
  readonly title: string | null
  /** The proposal that it is about. */
  readonly decision: DecisionId | null
  /** Where it leads else. */
  readonly place: ActivityPlace | null
}

type Answered = (choices: readonly { readonly decision: DecisionId }[]) => DecisionId | null

const nothing: ActivitySubject = { title: null, decision: null, place: null }
const at = (kind: ActivityPlace['kind'], id: string, title: string | null): ActivitySubject => ({
  title,
  decision: null,
  place: { kind, id },
})

const ofBudget = (space: DaoSpace, budget: BudgetId, title?: string): ActivitySubject => {
  const value = valueAt<BudgetValue>(space.registers(), keys.budget(budget))
  return at('budget', budget, title ?? (value === undefined ? null : budgetSchema.parse(value.budget).title))
}

const ofProposal = (space: DaoSpace, decision: DecisionId | null): ActivitySubject => ({
  ...nothing,
  title: decision === null ? null : (valueAt<ProposalValue>(space.registers(), keys.proposal(decision))?.title ?? null),
  decision,
})

const ofDraft = (space: DaoSpace, draft: string, title: string | null): ActivitySubject => {
  const titled = (key: string) => valueAt<{ readonly title: string }>(space.registers(), key)?.title
  return at('draft', draft, titled(`${keys.titles}${draft}`) ?? titled(`${keys.drafts}${draft}`) ?? title)
}

/** What a record is about, in words and as the screen that shows it. `answered`: of the choices on one sheet the proposal that people read. */
export const activitySubject = (space: DaoSpace, reading: KnownBody | null, answered: Answered): ActivitySubject => {
  const { chain, dao } = space.record
  switch (reading?.kind) {
    case 'proposal.submit':
      return { ...nothing, title: reading.body.title, decision: decisionIdOf(chain.chainId, dao, reading.body.decision) }
    case 'proposal.withdraw':
      return ofProposal(space, reading.body.decision)
    case 'ballot.cast':
      return ofProposal(space, answered(reading.body.sheet.choices))
    case 'comment.post': {
      const { about } = reading.body
      return about.startsWith('0x') ? ofProposal(space, about as DecisionId) : ofDraft(space, about, null)
    }
    case 'listing.publish':
      return at('sales', '', openPost(reading.body.post).post.title)
    case 'file.share':
      return at('files', '', reading.body.name)
    case 'draft.open':
      return ofDraft(space, reading.body.draft, reading.body.title)
    case 'poll.open':
      return at('poll', pollIdOf(reading.body.poll), reading.body.poll.question)
    case 'budget.open':
      return ofBudget(space, budgetIdOf(reading.body.budget), reading.body.budget.title)
    case 'budget.project':
      return ofBudget(space, reading.body.project.budget, reading.body.project.name)
    case 'budget.pledge':
      return ofBudget(space, reading.body.sheet.budget)
    case 'budget.close': {
      const [first] = reading.body.parts
      if (first === undefined) return nothing
      return { ...nothing, title: first.title, decision: decisionIdOf(chain.chainId, dao, first.decision) }
    }
    default:
      return nothing
  }
}
