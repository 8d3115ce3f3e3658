import { approveCall, type ChainCall, decodeEscrow, encodeEscrow } from '@daomesh/chain'
import { isAsking, listProposals, type ProposalRow, type WrittenProposal } from '@daomesh/governance'
import { type Agreement, bountyIdOf, type Call, type DecisionId, type EscrowAction, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { learnCode } from '../due/pinnedCode.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { approvalsBefore } from './approvalsBefore.ts'

/** Members may still decide on it, or have. */
export const stands: ReadonlySet<ProposalRow['status']> = new Set(['open', 'decisive', 'passing', 'recorded', 'executable', 'enacted'])

const isCall = ({ target, value, data }: Call, made: ChainCall): boolean =>
  target === made.to && value === made.value && data.toLowerCase() === made.data.toLowerCase()

type Funding = Extract<EscrowAction, { kind: 'fund' }>

/**
 * What a proposal pays in, if it does just that: its last call pays this bounty in, with the money that goes with it, and before it stand approvals of its token for
 * the escrow, of the amount or of nothing. Any member may write one that does something else beside.
 */
const paidBy = (node: NodeContext, { decision }: Pick<WrittenProposal, 'decision'>, bounty: Hex): Funding | null => {
  const { escrow, chainId } = node.bounties
  const call = decision.calls.at(-1)
  if (call === undefined || call.target !== escrow) return null
  const action = decodeEscrow(call.data)
  if (action?.kind !== 'fund' || bountyIdOf(chainId, escrow, action.agreement) !== bounty || !isCall(call, encodeEscrow(escrow, action)))
    return null
  const { token, amount } = action.agreement
  const approvals = [amount, 0n].map((exact) => approveCall({ token, spender: escrow, amount: exact }))
  return decision.calls.slice(0, -1).every((before) => approvals.some((made) => isCall(before, made))) ? action : null
}

/** Whether the chain would carry it out: it pins the code that is there, and the escrow may take what it takes. @throws DaomeshError `CHAIN_UNREACHABLE`. */
const works = async (node: NodeContext, space: DaoSpace, { decision, status }: ProposalRow, action: Funding): Promise<boolean> => {
  if (status === 'enacted') return true
  const { client } = node.adapters.chain
  const { calls } = decision
  const { escrow } = node.bounties
  for (const { target, codeHash } of calls)
    if (codeHash !== (target === escrow ? await learnCode(client, target) : await client.codeHash(target))) return false
  const { token, amount } = action.agreement
  const enough = approveCall({ token, spender: escrow, amount })
  if (BigInt(token) === 0n || calls.some((call) => isCall(call, enough))) return true
  return (await approvalsBefore(node, space.record.dao, action, false)).length === 0
}

/**
 * The proposal of a DAO that pays this bounty in already, so that its members are not asked twice; null where none stands, where what the hunter signed
 * there does not hold any more, or where their ballots could not carry it out: any member may write such a one, and the payment must not wait for it.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where only the chain can tell whether it does.
 */
export const proposedPayment = async (
  node: NodeContext,
  space: DaoSpace,
  agreement: Agreement,
  hunterSignature: Hex,
): Promise<DecisionId | null> => {
  const bounty = bountyIdOf(node.bounties.chainId, node.bounties.escrow, agreement)
  const { verifier, chain } = node.adapters
  const holds = async (signature: Hex): Promise<boolean> =>
    signature === hunterSignature ||
    verifier.recoverAccount(bounty, signature) === agreement.hunter ||
    chain.client.signs({ signer: agreement.hunter, verifier: node.bounties.escrow, hash: bounty, signature })
  const pays = (written: WrittenProposal): boolean => paidBy(node, written, bounty) !== null
  for (const row of listProposals(space.registers(), space.chainState(), presentOf(node, space), pays)) {
    const action = stands.has(row.status) && isAsking(row) ? paidBy(node, row, bounty) : null
    if (action !== null && (await holds(action.hunterSignature)) && (await works(node, space, row, action))) return row.id
  }
  return null
}
