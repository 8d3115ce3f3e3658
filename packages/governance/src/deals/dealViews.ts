import {
  accountOfParty,
  type Address,
  type DealOpening,
  type DealParty,
  type DealSide,
  organisationOf,
  rosterHashOf,
  type SpaceId,
  type ViewFact,
  type ViewFacts,
  type ViewId,
  viewOf,
} from '@daomesh/protocol'
import { type ChainState, genesisState, type MembershipEvent } from '../facts/chainState.ts'
import { type Organisation, type WayInto, waysInto } from '../facts/viewsOf.ts'

/** What the chain says of the two parties: the state of a DAO; null for a person, who has none. */
export type DealStates = Readonly<Record<DealSide, ChainState | null>>

/** More membership events than one DAO ever has: keeps every pair of them in one order. */
const mostEvents = 2 ** 24

/** A person is a roster of one for good. */
const eventsOf = (party: DealParty, state: ChainState | null): readonly MembershipEvent[] => {
  if (party.kind === 'dao') return (state ?? genesisState(party.genesis)).epochs
  return [{ index: 0, members: [{ account: party.account, kind: 0, power: 1n, shares: 0n }], removed: new Set() }]
}
const presentIn = ({ members, removed }: MembershipEvent): readonly Address[] =>
  members.flatMap(({ account }) => (removed.has(account) ? [] : [account]))

export type DealViews = ViewFacts & {
  /** For which sides an account speaks under a view: none, one, or both. */
  readonly sidesOf: (account: Address, view: ViewFact) => ReadonlySet<DealSide>
  /** The view that this account writes in now: that of the parties, or as their arbiter one that names it too; undefined for anybody else. */
  readonly of: (account: Address) => ViewFact | undefined
}

/** A person whom the two agreed on as arbiter, by a roster of one: it is in the space by itself, and speaks for no side (O12). */
const arbiterPlace = (opening: DealOpening, account: Address) => ({
  space: organisationOf(opening.chain, { kind: 'person', account }),
  index: 0,
  rosterHash: rosterHashOf([{ account, kind: 0, power: 1n, shares: 0n }]),
})

/**
 * `letIn`: whose views are known. `agreed`: who is in the space now, as far as can be read here. `daos`: those of them that are DAOs, as far as their chain
 * was read: their people are in the space through them (O29).
 */
export type DealArbiters = {
  readonly letIn: ReadonlySet<Address>
  readonly agreed: ReadonlySet<Address>
  readonly daos?: ReadonlyMap<Address, Organisation>
}

type Part = { readonly event: MembershipEvent; readonly rosterHash: Uint8Array; readonly accounts: ReadonlySet<Address> }
type Organisations = Parameters<typeof viewOf>[0]
type Pair = { readonly fact: ViewFact; readonly organisations: Organisations; readonly issuer: Part; readonly hunter: Part }

/**
 * A deal is written under both rosters at once: a view is a pair of membership events, one of each party, and its members are those of both. Nodes may
 * know the one chain history further than the other for a while, so every pair is a view. They stand in one order that goes on in both: by the sum of the
 * two places, then by the issuer's. Each arbiter writes in a view that names it beside the pair, or the roster of its DAO.
 * @example
 * dealViews(dealOpening, { issuer: null, hunter: null }).current().members // => new Set([alice, bob])
 */
export const dealViews = (
  opening: DealOpening,
  states: DealStates,
  { letIn, agreed, daos = new Map() }: DealArbiters = { letIn: new Set(), agreed: new Set() },
): DealViews => {
  const partsOf = (side: DealSide): readonly Part[] =>
    eventsOf(opening[side], states[side]).map((event) => ({
      event,
      rosterHash: rosterHashOf(event.members),
      accounts: new Set(presentIn(event)),
    }))
  const [issuers, hunters] = [partsOf('issuer'), partsOf('hunter')]
  const [first, second] = [opening.issuer, opening.hunter].map((party) => organisationOf(opening.chain, party)) as [SpaceId, SpaceId]

  const pairOf = (issuer: Part, hunter: Part): Pair => {
    const organisations = [
      { space: first, index: issuer.event.index, rosterHash: issuer.rosterHash },
      { space: second, index: hunter.event.index, rosterHash: hunter.rosterHash },
    ]
    const index = (issuer.event.index + hunter.event.index) * mostEvents + issuer.event.index
    const members = new Set([...issuer.accounts, ...hunter.accounts])
    return { fact: { view: viewOf(organisations), index, members }, organisations, issuer, hunter }
  }
  const waysOf = (account: Address, pick: (state: ChainState) => readonly MembershipEvent[]): readonly WayInto[] => {
    const dao = daos.get(account)
    return dao === undefined ? [{ names: [arbiterPlace(opening, account)], people: [account] }] : waysInto(dao, pick)
  }
  const ofArbiter = ({ fact, organisations }: Pair, account: Address, { names, people }: WayInto): ViewFact => ({
    ...fact,
    view: viewOf([...organisations, ...names]),
    through: new Map(people.map((person) => [person, account])),
  })
  const pairs = new Map(issuers.flatMap((issuer) => hunters.map((hunter) => pairOf(issuer, hunter))).map((pair) => [pair.fact.view, pair]))
  const present = [...pairs.values()].at(-1) as Pair
  /** Made when a view is asked for that no party writes in. */
  let more: ReadonlyMap<ViewId, ViewFact> | null = null
  const arbiterViews = (): ReadonlyMap<ViewId, ViewFact> =>
    (more ??= new Map(
      [...letIn]
        .flatMap((account) => waysOf(account, ({ epochs }) => epochs).map((way) => ({ account, way })))
        .flatMap(({ account, way }) => [...pairs.values()].map((pair) => ofArbiter(pair, account, way)))
        .map((fact) => [fact.view, fact]),
    ))
  const waysNow = [...agreed].flatMap((account) => waysOf(account, ({ epochs }) => epochs.slice(-1)).map((way) => ({ account, way })))
  const through = new Map(waysNow.toReversed().flatMap(({ account, way }) => way.people.map((person) => [person, account] as const)))
  const current: ViewFact = agreed.size === 0 ? present.fact : { ...present.fact, through }
  return {
    lookup: (view) => pairs.get(view)?.fact ?? arbiterViews().get(view),
    current: () => current,
    of: (account) => {
      if (present.fact.members?.has(account) === true) return current
      const own = waysNow.find(({ way }) => way.people.includes(account))
      return own === undefined ? undefined : ofArbiter(present, own.account, own.way)
    },
    sidesOf: (account, { view }) => {
      const pair = pairs.get(view)
      return new Set<DealSide>(pair === undefined ? [] : (['issuer', 'hunter'] as const).filter((side) => pair[side].accounts.has(account)))
    },
  }
}

/**
 * Of which party this is the account that the agreement names; null for anybody else.
 * @example
 * sideOfAccount(dealOpening, carol) // => null
 */
export const sideOfAccount = (opening: DealOpening, account: Address): DealSide | null =>
  accountOfParty(opening.issuer) === account ? 'issuer' : accountOfParty(opening.hunter) === account ? 'hunter' : null
