import type { ProposalRow } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'

/**
 * Whether this member should bring its ballots to a record now, without being asked. Its own at once. What others left out only where it turns the outcome,
 * from the middle of the window and one member after the other: whose ballots they are comes first, and one transaction is enough. Whoever has no vote
 * leaves it to those who do.
 */
export const challengeDue = ({ record: { record, missing, turns, now, known } }: ProposalRow, account: Address): boolean => {
  if (record === null || missing.length === 0) return false
  if (missing.includes(account)) return true
  if (!turns) return false
  const voters = known.seats.filter(({ current }) => current > 0n).map(({ member }) => member)
  const place = voters.indexOf(account)
  if (place < 0) return false
  const window = record.windowEnd - record.start
  return now >= record.start + window / 2 + (window * place) / (4 * voters.length)
}
