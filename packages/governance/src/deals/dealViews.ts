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
  viewOf,
} from '@daomesh/protocol'
import { type ChainState, genesisState, type MembershipEvent } from '../facts/chainState.ts'

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
}

type Part = { readonly event: MembershipEvent; readonly rosterHash: Uint8Array; readonly accounts: ReadonlySet<Address> }
type Pair = { readonly fact: ViewFact; readonly issuer: Part; readonly hunter: Part }

/**
 * A deal is written under both rosters at once: a view is a pair of membership events, one of each party, and its members are those of both. Nodes may
 * know the one chain history further than the other for a while, so every pair is a view. They stand in one order that goes on in both: by the sum of the
 * two places, then by the issuer's.
 * @example
 * dealViews(dealOpening, { issuer: null, hunter: null }).current().members // => new Set([alice, bob])
 */
export const dealViews = (opening: DealOpening, states: DealStates): DealViews => {
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
    return { fact: { view: viewOf(organisations), index, members: new Set([...issuer.accounts, ...hunter.accounts]) }, issuer, hunter }
  }
  const pairs = new Map(issuers.flatMap((issuer) => hunters.map((hunter) => pairOf(issuer, hunter))).map((pair) => [pair.fact.view, pair]))
  const present = [...pairs.values()].at(-1) as Pair
  return {
    lookup: (view) => pairs.get(view)?.fact,
    current: () => present.fact,
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
