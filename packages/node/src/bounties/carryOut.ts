import { encodeEscrow } from '@daomesh/chain'
import { type DecisionId, type EscrowAction, type SpaceId } from '@daomesh/protocol'
import { submitProposal } from '../commands/submitProposal.ts'
import { enqueue } from '../commands/enqueue.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import type { TransactionAnswer } from '../transactions/readTransaction.ts'

/** What an act on a bounty became: a transaction of this account, or a proposal to the members of a DAO. */
export type BountyOutcome = { readonly transaction: TransactionAnswer | null; readonly decision: DecisionId | null }

/** `as`: the DAO in whose name; null for this account. */
export type ActParameters = { readonly requestId: string; readonly as: SpaceId | null }

type Act = {
  readonly action: EscrowAction
  /** Of the bounty, in a line. */
  readonly title: string
  /** What a DAO's members read before they vote. */
  readonly text: string
}

const words: Readonly<Record<EscrowAction['kind'], string>> = {
  fund: 'Fund the bounty',
  cancel: 'Cancel the bounty',
  split: 'Split the bounty',
  deliver: 'Deliver the bounty',
  accept: 'Accept the bounty',
  acceptLeaves: 'Accept parts of the bounty',
  object: 'Object to the bounty',
  objectLeaf: 'Object to a part of the bounty',
  contest: 'Contest an objection to the bounty',
  rule: 'Rule on the bounty',
  release: 'Release the bounty',
  refund: 'Take the bounty back',
  settle: 'Settle the bounty',
  payout: 'Pay the bounty out',
  free: 'Give up a part of the bounty',
  redirect: 'Redirect a part of the bounty',
  claim: 'Claim a credit of bounties',
}

/**
 * Brings an action to the escrow: as a transaction of this account, or as a proposal whose one call it is.
 * @throws DaomeshError `INPUT_INVALID`, `CHAIN_UNREACHABLE` where a proposal must pin the escrow's code.
 */
export const carryOut = async (
  node: NodeContext,
  { requestId, as }: ActParameters,
  { action, title, text }: Act,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const { to, value, data } = encodeEscrow(node.bounties.escrow, action)
  const head = `${words[action.kind]} ${title}`.trim().slice(0, 180)
  if (as === null)
    return {
      transaction: enqueue(node, {
        requestId,
        call: { to, value, data },
        context: { title: head, lines: [text] },
        subject: { purpose: `bounty${action.kind.slice(0, 1).toUpperCase()}${action.kind.slice(1)}`, title },
        supersededBy: ['Escrow_AlreadyPaid', 'Escrow_WrongStatus'],
      }),
      decision: null,
    }
  const calls = [{ target: to, value: value.toString(), data }]
  const { decision } = await submitProposal(node, { space: as, draft: null, title: head, content: text, calls }, (outcome) =>
    keep({ transaction: null, decision: outcome.decision }),
  )
  return { transaction: null, decision }
}
