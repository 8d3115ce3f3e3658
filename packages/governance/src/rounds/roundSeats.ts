import type { Address, ChainEvent, Member } from '@daomesh/protocol'

type Told = Pick<ChainEvent, 'fact' | 'block' | 'logIndex'>

const isBefore = (one: Pick<Told, 'block' | 'logIndex'>, other: Pick<Told, 'block' | 'logIndex'>): boolean =>
  one.block === other.block ? one.logIndex < other.logIndex : one.block < other.block

const writtenRoster = (events: readonly Told[]): { readonly members: readonly Member[]; readonly since: number } => {
  let [members, since]: [readonly Member[], number] = [[], 0]
  for (const [i, { fact }] of events.entries()) {
    if (fact.kind === 'founded') [members, since] = [fact.genesis.members, i]
    if (fact.kind === 'rosterChanged') [members, since] = [fact.members, i]
  }
  return { members, since }
}

/** Who has which seat of a DAO's roster as it was written last before a place on the chain, those who left too: seats of a round are seats of it. */
export const rosterBefore = (events: readonly Told[], place: Pick<Told, 'block' | 'logIndex'>): readonly Address[] =>
  writtenRoster(events.filter((one) => isBefore(one, place))).members.map(({ account }) => account)

/** Who has which seat of a DAO's present roster; null at the seat of who left since it was written. */
export const presentSeats = (events: readonly Told[]): readonly (Address | null)[] => {
  const { members, since } = writtenRoster(events)
  const left = new Set(events.slice(since).flatMap(({ fact }) => (fact.kind === 'ragequit' && fact.full ? [fact.member] : [])))
  return members.map(({ account }) => (left.has(account) ? null : account))
}

/** One way to give to a round: who sends it, for which seat of whom, and as whom in that DAO (`place` null: for itself). */
export type GivingWay = {
  readonly as: Address
  readonly seat: number
  readonly account: Address
  readonly place: number | null
}

/**
 * The ways in which these accounts can give to a round: for a seat of their own, or as a member of the DAO that has one. What the contract asks for beside
 * (R14) is in it.
 * @param roster Who had which seat when the round was opened. @param seats Those that have a root.
 * @param seatsOf The present seats of DAOs that are known here.
 */
export const givingWays = (
  accounts: readonly Address[],
  { roster, seats }: { readonly roster: readonly Address[]; readonly seats: readonly number[] },
  seatsOf: ReadonlyMap<Address, readonly (Address | null)[]>,
): readonly GivingWay[] =>
  seats.flatMap((seat) => {
    const account = roster[seat]
    if (account === undefined) return []
    return accounts.flatMap((as): readonly GivingWay[] => {
      if (as === account) return [{ as, seat, account, place: null }]
      const place = seatsOf.get(account)?.indexOf(as) ?? -1
      return place < 0 ? [] : [{ as, seat, account, place }]
    })
  })
