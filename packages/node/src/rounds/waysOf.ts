import { type GivingWay, givingWays, presentSeats, rosterBefore } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import { askerOf, type KnowsActors } from '../bounties/askerOf.ts'
import type { KnownRound, RoundDesk } from './createRoundDesk.ts'

/** This account and the DAOs that it is in: in whose names one can act here. Nobody before there is an account. */
export const actorsOf = (node: KnowsActors): readonly Address[] => {
  if (node.account.current() === null) return []
  const { account, memberOf } = askerOf(node)
  return [account, ...memberOf]
}

/** What is asked of a node to know by which seats one can give. */
export type KnowsWays = KnowsActors & { readonly rounds: Pick<RoundDesk, 'factsOf'> }

export type RoundWays = { readonly roster: readonly Address[]; readonly ways: readonly GivingWay[] }

/**
 * Who had which seat of the confederation when the round was opened, and the ways in which this account and its DAOs can give to it. Rosters are read from the
 * chain as they are at this moment, since the contract looks at them there.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const waysOf = async (node: KnowsWays, { record, opened }: KnownRound): Promise<RoundWays> => {
  const { confederation } = record.round
  const roster = rosterBefore(await node.rounds.factsOf(confederation), opened)
  const actors = actorsOf(node)
  const seated = record.seats.flatMap((seat) => roster[seat] ?? [])
  // Only a DAO that one is in leads to a seat.
  const through = actors.slice(1).filter((dao) => seated.includes(dao))
  const seatsOf = new Map(await Promise.all(through.map(async (dao) => [dao, presentSeats(await node.rounds.factsOf(dao))] as const)))
  return { roster, ways: givingWays(actors, { roster, seats: record.seats }, seatsOf) }
}
