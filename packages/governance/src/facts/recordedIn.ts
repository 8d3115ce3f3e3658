import type { Address, ChainFact } from '@daomesh/protocol'
import type { KeptBallot } from '../rules/records/record.ts'
import type { ChainRecord, ChainState } from './chainState.ts'

/**
 * The record of a decision after one more transaction that opened or challenged it: what changed is told by seats of the cited roster, what did not
 * stands as it was.
 */
export const recordedIn = (
  state: Pick<ChainState, 'records' | 'rosters' | 'rulesHistory' | 'rules'>,
  { decision, record, transaction }: Extract<ChainFact, { kind: 'recorded' }>,
): ChainRecord => {
  const known = state.records.get(decision)
  const seats = state.rosters[record.rosterEpoch]?.members ?? []
  const ballots = new Map<Address, KeptBallot>(known?.ballots)
  const reservedVotes = new Map<Address, bigint>(known?.reservedVotes)
  for (const { seat, support, votes, revision, digest } of record.ballots) {
    const member = seats[seat]?.account
    if (member === undefined) continue
    ballots.set(member, { rank: (revision << 32n) | BigInt(digest), support, votes: BigInt(votes) })
    if (BigInt(votes) > (reservedVotes.get(member) ?? 0n)) reservedVotes.set(member, BigInt(votes))
  }
  return {
    rules: state.rulesHistory.get(record.rulesEpoch) ?? state.rules,
    start: record.start,
    windowEnd: record.windowEnd,
    passes: record.passes,
    ballots,
    rosterEpoch: record.rosterEpoch,
    rulesEpoch: record.rulesEpoch,
    reservedVotes,
    transaction: known?.transaction ?? transaction,
  }
}
