import { type Address, type Hex, packLiveSignature } from '@daomesh/protocol'
import { type ChainState, rosterAt } from '../facts/chainState.ts'
import { enactingSheets } from './enactingSheets.ts'
import type { ProposalRow } from './proposalState.ts'
import type { Registers } from './registers.ts'

/** As long as the shortest signature that records take; where a hash is approved nobody reads it. */
const approvedSignature: Hex = `0x${'00'.repeat(65)}`

/**
 * What a DAO signs with, by a proposal whose only call approves a hash: the bundle of its members' ballots as soon as these could enact it, and null before
 * (R10). Once the approval is enacted the chain knows it.
 * @example
 * const [row] = listProposals(registers, state, { now: 1 })
 * row === undefined ? null : liveSignatureOf({ chainId: chain.chainId, dao }, registers, state, row) // => null
 */
export const liveSignatureOf = (
  { chainId, dao }: { readonly chainId: bigint; readonly dao: Address },
  registers: Registers,
  state: ChainState,
  row: ProposalRow,
): Hex | null => {
  if (row.status === 'enacted') return approvedSignature
  // The signature names a decision with that one call; beside another one, such as a tribute that it allows, only the chain's own word counts.
  if (row.decision.calls.length !== 1) return null
  const { decisions, sheets } = row.enactable ? enactingSheets(registers, state, [row.id]) : { decisions: [], sheets: [] }
  if (!decisions.includes(row.id)) return null
  const seats = rosterAt(state, state.rosterEpoch)?.members ?? []
  return packLiveSignature({ chainId, dao, approval: row.decision, seats, sheets })
}
