import type { ProposalRow } from '@daomesh/governance'
import { encodeAfterWitness, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { requireProposal } from './requireProposal.ts'

/** What a decision comes after, shown to the contract as its struct words; absent where it comes after none. */
export const witnessOf = (node: NodeContext, space: DaoSpace, { decision: { afterDecision } }: ProposalRow): { readonly witness?: Hex } =>
  BigInt(afterDecision) === 0n
    ? {}
    : { witness: encodeAfterWitness(requireProposal(node, space, afterDecision as ProposalRow['id']).decision) }
