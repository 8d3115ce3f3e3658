import { rosterHashOf, type SpaceId, type ViewFact, type ViewFacts, viewOf } from '@daomesh/protocol'
import type { ChainState, MembershipEvent } from './chainState.ts'

/**
 * A membership event as a view of one space: hash of (space, index, roster). Its members are the seats that no decision took the power from.
 * @example
 * viewOfEvent(space, { index: 0, members, removed: new Set() }).view // => viewOf([{ space, index: 0, rosterHash: rosterHashOf(members) }])
 */
export const viewOfEvent = (space: SpaceId, event: MembershipEvent): ViewFact => ({
  view: viewOf([{ space, index: event.index, rosterHash: rosterHashOf(event.members) }]),
  index: event.index,
  members: new Set(event.members.flatMap(({ account }) => (event.removed.has(account) ? [] : [account]))),
})

/**
 * Every view so far. A view that is not here yet is unknown, and its entries wait.
 * @example
 * const views = viewsOf(space, state)
 * views.lookup(views.current().view) // => views.current()
 */
export const viewsOf = (space: SpaceId, state: ChainState): ViewFacts => {
  const all = state.epochs.map((event) => viewOfEvent(space, event))
  const byId = new Map(all.map((fact) => [fact.view, fact]))
  const last = all.at(-1) as ViewFact
  return { lookup: (view) => byId.get(view), current: () => last }
}
