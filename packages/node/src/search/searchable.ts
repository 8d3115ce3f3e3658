import {
  type CommentValue,
  currentMembers,
  draftsOf,
  filesOf,
  keys,
  listingsOf,
  type PollValue,
  type ProposalValue,
  type ReasonValue,
  type Registers,
  type BudgetValue,
  valueAt,
} from '@daomesh/governance'
import { type Address, budgetSchema, pollQuestionSchema, readQuestion, supports } from '@daomesh/protocol'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { foldText } from './matchWords.ts'

export type SearchKind =
  | 'dao'
  | 'member'
  | 'proposal'
  | 'draft'
  | 'poll'
  | 'budget'
  | 'comment'
  | 'file'
  | 'listing'
  | 'deal'
  | 'partnership'
  | 'bounty'

/** What a comment is about: its kind follows from where that is found. */
export type SearchSubject = { readonly kind: 'proposal' | 'draft' | 'bounty'; readonly id: string; readonly title: string | null }

/** Something that can be found. `at` in milliseconds, for display. */
export type Searchable = {
  readonly kind: SearchKind
  readonly id: string
  readonly title: string
  readonly text: string
  readonly folded: { readonly title: string; readonly text: string }
  readonly by: Address | null
  readonly at: number | null
  readonly about: SearchSubject | null
}

type Row = Omit<Searchable, 'folded'>

/** Values of registers are never changed, so what was folded stays folded. */
const known = new WeakMap<object, Searchable>()
const once = <V extends object>(value: V, read: (value: V) => Row): Searchable => {
  const before = known.get(value)
  if (before !== undefined) return before
  const made = searchable(read(value))
  known.set(value, made)
  return made
}

/** With its words in the form that is searched. */
export const searchable = (row: Row): Searchable => ({ ...row, folded: { title: foldText(row.title), text: foldText(row.text) } })

const bare = { text: '', by: null, at: null, about: null }

const subjectOf = (registers: Registers, about: string): SearchSubject => {
  const proposal = valueAt<ProposalValue>(registers, `${keys.proposals}${about}`)
  if (proposal !== undefined) return { kind: 'proposal', id: about, title: proposal.title }
  const draft = valueAt<{ readonly title: string }>(registers, `${keys.drafts}${about}`)
  if (draft === undefined) return { kind: 'bounty', id: about, title: null }
  return { kind: 'draft', id: about, title: valueAt<{ readonly title: string }>(registers, `${keys.titles}${about}`)?.title ?? draft.title }
}

const commentsIn = (registers: Registers): readonly Searchable[] =>
  registers.entries('comment/').map(({ key, value }) => {
    const [, about = '', entry = ''] = key.split('/')
    const { by, at, text } = value as CommentValue
    const found = once(value as CommentValue, () => ({ ...bare, kind: 'comment', id: entry, title: '', text, by, at }))
    return { ...found, about: subjectOf(registers, about) }
  })

/** Why members answered as they did. */
const reasonsIn = (registers: Registers): readonly Searchable[] =>
  registers.entries('reason/').flatMap(({ key, value }) => {
    const { member, text, entry, at } = value as ReasonValue
    if (text === '') return []
    const [, decision = ''] = key.split('/')
    const found = once(value as ReasonValue, () => ({ ...bare, kind: 'comment', id: entry, title: '', text, by: member, at }))
    return [{ ...found, about: subjectOf(registers, decision) }]
  })

/** A decision that only carries another answer to an outer question; people read the one for For (governance S17). */
const carriesAnother = (content: string): boolean => {
  const question = readQuestion(content)
  return question !== null && (question.support !== supports.for || carriesAnother(question.content))
}

const proposalsIn = (registers: Registers): readonly Searchable[] =>
  registers.entries(keys.proposals).flatMap(({ key, value }) => {
    const { title, content, by, at } = value as ProposalValue
    if (carriesAnother(content)) return []
    const id = key.slice(keys.proposals.length)
    return [once(value as ProposalValue, () => ({ ...bare, kind: 'proposal', id, title, text: content, by, at }))]
  })

const draftsIn = (registers: Registers): readonly Searchable[] =>
  draftsOf(registers).flatMap(({ draft, title, by, openedAt, discardedBy }) =>
    discardedBy === null ? [searchable({ ...bare, kind: 'draft', id: draft, title, by, at: openedAt })] : [],
  )

const filesIn = (registers: Registers): readonly Searchable[] =>
  filesOf(registers).flatMap(({ entry, name, by, at, withdrawn }) =>
    withdrawn ? [] : [searchable({ ...bare, kind: 'file', id: entry, title: name, by, at })],
  )

/**
 * Everything of a DAO that has words. Of a draft its title: the text of one that is being written lies in a log of its own. `name`: how a member is called
 * who did not name itself.
 */
export const searchablesOfDao = (space: DaoSpace, name: (account: Address) => string | null): readonly Searchable[] => {
  const registers = space.registers()
  const { record } = space
  return [
    searchable({ ...bare, kind: 'dao', id: record.dao, title: record.genesis.name }),
    ...currentMembers(space.chainState()).map(({ account }) =>
      searchable({ ...bare, kind: 'member', id: account, title: name(account) ?? account }),
    ),
    ...proposalsIn(registers),
    ...draftsIn(registers),
    ...registers.entries(keys.polls).map(({ key, value }) =>
      once(value as PollValue, ({ question, by, at }) => {
        const asked = pollQuestionSchema.parse(question)
        const text = [asked.about, ...asked.options].join('\n')
        return { ...bare, kind: 'poll', id: key.slice(keys.polls.length), title: asked.question, text, by, at }
      }),
    ),
    ...registers.entries(keys.budgets).map(({ key, value }) =>
      once(value as BudgetValue, ({ budget, by, at }) => {
        const { title } = budgetSchema.parse(budget)
        return { ...bare, kind: 'budget', id: key.slice(keys.budgets.length), title, by, at }
      }),
    ),
    ...commentsIn(registers),
    ...reasonsIn(registers),
    ...filesIn(registers),
    ...listingsOf(registers).map(({ post, newest: { listing, by, at } }) =>
      searchable({ ...bare, kind: 'listing', id: post, title: listing.title, text: listing.brief, by, at }),
    ),
  ]
}

/** What is said in a deal or where two DAOs become partners. */
export const searchablesOfDeal = (space: DealSpace, kind: 'deal' | 'partnership'): readonly Searchable[] => {
  const registers = space.registers()
  return [
    searchable({ ...bare, kind, id: space.id, title: space.record.opening.subject.title }),
    ...draftsIn(registers),
    ...commentsIn(registers),
    ...filesIn(registers),
  ]
}
