import {
  type Address,
  memberKinds,
  rosterHashOf,
  type SpaceId,
  type ViewFact,
  type ViewFacts,
  type ViewId,
  viewOf,
} from '@daomesh/protocol'
import type { ChainState, MembershipEvent } from './chainState.ts'

/** A DAO as one of the organisations that a view names, with those of its members that are DAOs themselves. */
export type Organisation = {
  readonly space: SpaceId
  readonly state: ChainState
  readonly daos: ReadonlyMap<Address, Organisation>
}

type Named = { readonly space: SpaceId; readonly index: number; readonly rosterHash: Uint8Array }
/** A way into a space through DAOs among the members: the roster of each as of an event, and who stands in the last one. */
type Way = { readonly names: readonly Named[]; readonly seat: Address; readonly people: readonly Address[] }

const hashes = new WeakMap<MembershipEvent, Uint8Array>()
const named = (space: SpaceId, event: MembershipEvent): Named => {
  const rosterHash = hashes.get(event) ?? rosterHashOf(event.members)
  hashes.set(event, rosterHash)
  return { space, index: event.index, rosterHash }
}

const seatsOf = ({ members, removed }: MembershipEvent) => members.filter(({ account }) => !removed.has(account))
const peopleOf = (event: MembershipEvent): readonly Address[] =>
  seatsOf(event).flatMap(({ account, kind }) => (kind === memberKinds.contract ? [] : [account]))

/** Ways through the members of an event, as of the events of theirs that `pick` chooses. */
const waysFrom = (
  event: MembershipEvent,
  { space, daos }: Organisation,
  pick: (state: ChainState) => readonly MembershipEvent[],
): readonly Way[] =>
  seatsOf(event).flatMap(({ account, kind }) => {
    const dao = kind === memberKinds.contract ? daos.get(account) : undefined
    if (dao === undefined) return []
    const here = named(space, event)
    return pick(dao.state).flatMap((inner): readonly Way[] => [
      { names: [here, named(dao.space, inner)], seat: account, people: peopleOf(inner) },
      ...waysFrom(inner, dao, pick).map(({ names, people }) => ({ names: [here, ...names], seat: account, people })),
    ])
  })

/** A way into a space that names an organisation beside its own: that one's roster as of an event, with those of DAOs among its members on the way. */
export type WayInto = { readonly names: readonly Named[]; readonly people: readonly Address[] }

/** Ways for the people of an organisation, and of the DAOs among its members, as of the events that `pick` chooses. */
export const waysInto = (organisation: Organisation, pick: (state: ChainState) => readonly MembershipEvent[]): readonly WayInto[] =>
  pick(organisation.state).flatMap((event): readonly WayInto[] => [
    { names: [named(organisation.space, event)], people: peopleOf(event) },
    ...waysFrom(event, organisation, pick).map(({ names, people }) => ({ names, people })),
  ])

const throughOf = (ways: readonly Way[]): ReadonlyMap<Address, Address> => {
  const through = new Map<Address, Address>()
  for (const { people, seat } of ways) for (const account of people) if (!through.has(account)) through.set(account, seat)
  return through
}

/**
 * A membership event as a view of one space: hash of (space, index, roster). Its members are the seats that no decision took the power from.
 * @example
 * viewOfEvent(space, { index: 0, members, removed: new Set() }).view // => viewOf([{ space, index: 0, rosterHash: rosterHashOf(members) }])
 */
export const viewOfEvent = (space: SpaceId, event: MembershipEvent): ViewFact => ({
  view: viewOf([named(space, event)]),
  index: event.index,
  members: new Set(seatsOf(event).map(({ account }) => account)),
})

export type DaoViews = ViewFacts & {
  /** The view that this account writes in now: that of its seat, or through a DAO among the members; undefined for who is not in the space. */
  readonly of: (account: Address) => ViewFact | undefined
}

/**
 * Every view so far. A view that is not here yet is unknown, and its entries wait. `daos`: the members that are DAOs, as far as their chain was read; who is
 * in the space through them writes in a view that names their rosters too (F13).
 * @example
 * const views = viewsOf(space, state)
 * views.lookup(views.current().view)?.index // => views.current().index
 */
export const viewsOf = (space: SpaceId, state: ChainState, daos: ReadonlyMap<Address, Organisation> = new Map()): DaoViews => {
  const organisation: Organisation = { space, state, daos }
  const all = state.epochs.map((event) => viewOfEvent(space, event))
  const byId = new Map(all.map((fact) => [fact.view, fact]))
  const lastEvent = state.epochs.at(-1) as MembershipEvent
  const last = all.at(-1) as ViewFact
  const factOf = (event: MembershipEvent, way: Way): ViewFact => ({
    ...(all[event.index] ?? last),
    view: viewOf(way.names),
    through: throughOf([way]),
  })
  if (daos.size === 0)
    return { lookup: (view) => byId.get(view), current: () => last, of: (account) => (last.members?.has(account) ? last : undefined) }

  /** Made when a view is asked for that no seat writes in. */
  let more: ReadonlyMap<ViewId, ViewFact> | null = null
  const throughViews = (): ReadonlyMap<ViewId, ViewFact> =>
    (more ??= new Map(
      state.epochs.flatMap((event) =>
        waysFrom(event, organisation, ({ epochs }) => epochs).map((way) => {
          const fact = factOf(event, way)
          return [fact.view, fact] as const
        }),
      ),
    ))
  const ways = waysFrom(lastEvent, organisation, ({ epochs }) => epochs.slice(-1))
  const current: ViewFact = { ...last, through: throughOf(ways) }
  return {
    lookup: (view) => byId.get(view) ?? throughViews().get(view),
    current: () => current,
    of: (account) => {
      if (last.members?.has(account)) return last
      const way = ways.find(({ people }) => people.includes(account))
      return way === undefined ? undefined : factOf(lastEvent, way)
    },
  }
}
