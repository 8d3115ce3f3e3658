import type { Address, ChainFact, Genesis, Member } from '@daomesh/protocol'
import { type ChainState, currentMembers, genesisState, type MembershipEvent } from './chainState.ts'
import { recordedIn } from './recordedIn.ts'

type Draft = { -readonly [K in keyof ChainState]: ChainState[K] extends ReadonlyMap<infer A, infer B> ? Map<A, B> : ChainState[K] }

/** One copy per call, not per fact, so that a full replay stays linear. */
const draftOf = (state: ChainState): Draft => ({
  ...state,
  rulesHistory: new Map(state.rulesHistory),
  burned: new Map(state.burned),
  enacted: new Map(state.enacted),
  records: new Map(state.records),
  failed: new Map(state.failed),
  minRevisions: new Map(state.minRevisions),
  credits: new Map(state.credits),
})

/** Who has no power now and had some, or was removed, before. Who never had any is an owner without a vote, and stays. */
const removedAfter = (before: MembershipEvent | undefined, members: readonly Member[]): ReadonlySet<Address> => {
  const powers = new Map(before?.members.map(({ account, power }) => [account, power]))
  const isRemoved = ({ account, power }: Member): boolean =>
    power === 0n && (before?.removed.has(account) === true || (powers.get(account) ?? 0n) > 0n)
  return new Set(members.filter(isRemoved).map(({ account }) => account))
}

const addMembershipEvent = (draft: Draft): void => {
  const members = currentMembers(draft)
  draft.epochs = [...draft.epochs, { index: draft.epochs.length, members, removed: removedAfter(draft.epochs.at(-1), members) }]
}

/** The map of one token is replaced, never changed: an older state still holds it. */
const addCredit = (draft: Draft, token: Address, account: Address, change: bigint): void => {
  const ofToken = new Map(draft.credits.get(token))
  const credit = (ofToken.get(account) ?? 0n) + change
  if (credit === 0n) ofToken.delete(account)
  else ofToken.set(account, credit)
  if (ofToken.size === 0) draft.credits.delete(token)
  else draft.credits.set(token, ofToken)
}

const apply = (draft: Draft, fact: ChainFact): void => {
  draft.count += 1
  switch (fact.kind) {
    case 'founded':
      draft.founded = true
      return
    case 'rosterChanged':
      // The contract writes epoch 0 while it is founded: that is the genesis, which is known already and changes no view.
      if (fact.epoch === 0) return
      draft.rosters = [...draft.rosters.slice(0, fact.epoch), { epoch: fact.epoch, members: fact.members }]
      draft.rosterEpoch = fact.epoch
      draft.exited = new Set()
      draft.burned = new Map()
      addMembershipEvent(draft)
      return
    case 'rulesChanged':
      draft.rulesEpoch = fact.rulesEpoch
      draft.rules = fact.rules
      draft.rulesHistory.set(fact.rulesEpoch, fact.rules)
      return
    case 'enacted':
      draft.enacted.set(fact.decision, fact.transaction)
      return
    case 'failed':
      draft.failed.set(fact.decision, { reason: fact.reason, transaction: fact.transaction })
      return
    case 'recorded':
      draft.records.set(fact.decision, recordedIn(draft, fact))
      return
    case 'revoked':
      if (fact.minRevision > (draft.minRevisions.get(fact.member) ?? 0n)) draft.minRevisions.set(fact.member, fact.minRevision)
      return
    case 'distributed':
      // Balances are asked of the chain; what is kept here is who still waits.
      return
    case 'credited':
      return addCredit(draft, fact.token, fact.account, fact.amount)
    case 'claimed':
      return addCredit(draft, fact.token, fact.account, -fact.credit)
    case 'ragequit':
      draft.burned.set(fact.member, (draft.burned.get(fact.member) ?? 0n) + fact.shares)
      if (!fact.full) return
      draft.exited = new Set([...draft.exited, fact.member])
      addMembershipEvent(draft)
      return
  }
}

/**
 * Adds facts in chain order. Pure: the given state stays as it is.
 * @example
 * const left = applyFacts(state, [{ kind: 'ragequit', member: carol, shares: 100n, full: true }])
 * currentMembers(left).length // => 2
 * currentMembers(state).length // => 3
 */
export const applyFacts = (state: ChainState, facts: Iterable<ChainFact>): ChainState => {
  const draft = draftOf(state)
  for (const fact of facts) apply(draft, fact)
  return draft
}

/** Adds one fact. @see applyFacts for many at once. */
export const applyFact = (state: ChainState, fact: ChainFact): ChainState => applyFacts(state, [fact])

/**
 * The whole chain input of the fold, from the genesis on.
 * @example
 * foldFacts(genesis, [{ kind: 'founded', genesis }]) // => state
 */
export const foldFacts = (genesis: Genesis, facts: Iterable<ChainFact>): ChainState => applyFacts(genesisState(genesis), facts)
