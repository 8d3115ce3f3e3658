import type { ChainRecord, ProposalRecord, Tally } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'

/** What of a proposal says whether ballots are to be brought. */
type Recorded = {
  readonly record: Pick<ProposalRecord, 'missing' | 'turns' | 'now'> & {
    readonly record: Pick<ChainRecord, 'start' | 'windowEnd'> | null
    readonly known: { readonly seats: readonly Pick<Tally['seats'][number], 'member' | 'current'>[] }
  }
}

/** By account of who is in the space through a DAO among the members, that DAO. */
export type Through = ReadonlyMap<Address, Address>

const nobody: Through = new Map()
/** Beyond so many turns nobody waits longer. */
const lastTurn = 8

/** Who brings ballots for a seat: its account, or, of a DAO, its people by account. */
const peopleOf = (seat: Address, through: Through): readonly Address[] => {
  const people = [...through].flatMap(([account, dao]) => (dao === seat ? [account] : []))
  return people.length === 0 ? [seat] : people.toSorted()
}

/**
 * How many turns this account leaves to others before it should bring ballots to a record without being asked; null where it should not. Its own at once, those
 * of a DAO that it is in after whoever comes before it there. What others left out only where it turns the outcome, from the middle of the window and one after
 * the other, and one transaction is enough. Who stands for no vote leaves it to those who do.
 */
export const challengeTurns = (
  { record: { record, missing, turns, now, known } }: Recorded,
  account: Address,
  through: Through = nobody,
): number | null => {
  if (record === null || missing.length === 0) return null
  if (missing.includes(account)) return 0
  const seat = through.get(account)
  if (seat !== undefined && missing.includes(seat)) return Math.min(peopleOf(seat, through).indexOf(account), lastTurn)
  if (!turns) return null
  const voters = known.seats.filter(({ current }) => current > 0n).map(({ member }) => member)
  const people = [...new Set(voters.flatMap((voter) => peopleOf(voter, through)))]
  const place = people.indexOf(account)
  if (place < 0) return null
  const window = record.windowEnd - record.start
  return now >= record.start + window / 2 + (window * place) / (4 * people.length) ? 0 : null
}
