import { decodeEscrow } from '@daomesh/chain'
import { listProposals, type ProposalRow, type WrittenProposal } from '@daomesh/governance'
import { type Agreement, bountyIdOf, type DecisionId, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** Members may still decide on it, or have. */
export const stands: ReadonlySet<ProposalRow['status']> = new Set(['open', 'decisive', 'passing', 'recorded', 'executable', 'enacted'])

/** What the hunter signed as it stands in a proposal's last call, if that pays this bounty in and nothing but approvals of its token stands before it. */
const paidBy = (node: NodeContext, { decision }: Pick<WrittenProposal, 'decision'>, bounty: Hex): Hex | null => {
  const call = decision.calls.at(-1)
  if (call === undefined || call.target !== node.bounties.escrow) return null
  const action = decodeEscrow(call.data)
  if (action?.kind !== 'fund' || decision.calls.slice(0, -1).some(({ target }) => target !== action.agreement.token)) return null
  if (bountyIdOf(node.bounties.chainId, node.bounties.escrow, action.agreement) !== bounty) return null
  return action.hunterSignature
}

/**
 * The proposal of a DAO that pays this bounty in already, so that its members are not asked twice; null where none stands, or where what the hunter signed
 * there does not hold any more.
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
    const signature = stands.has(row.status) ? paidBy(node, row, bounty) : null
    if (signature !== null && (await holds(signature))) return row.id
  }
  return null
}
