import { type BountyStatus, bountyStatus } from '@daomesh/governance'
import type { EscrowAction } from '@daomesh/protocol'

/**
 * From which status on a bounty is past what is asked of it, since another transaction was there first; null: never. Before that what it stands on is not on
 * the chain, or not any more: then nobody has done it, and nobody is told so.
 */
const pastFrom: Readonly<Record<EscrowAction['kind'], BountyStatus | null>> = {
  fund: 'funded',
  cancel: 'cancelled',
  split: 'objected',
  deliver: 'delivered',
  accept: 'released',
  acceptLeaves: null,
  object: 'objected',
  objectLeaf: null,
  contest: 'released',
  rule: 'released',
  release: 'released',
  refund: 'delivered',
  settle: 'released',
  payout: null,
  free: null,
  redirect: null,
  claim: null,
}

/** Errors of the escrow by which it says that another transaction was there first. */
export const overtaking = (kind: EscrowAction['kind']): readonly string[] => {
  const from = pastFrom[kind]
  const past = Object.values(bountyStatus).filter((status) => from !== null && status >= bountyStatus[from])
  return ['Escrow_AlreadyPaid', 'Escrow_NothingToClaim', ...past.map((status) => `Escrow_WrongStatus(*,${status})`)]
}
