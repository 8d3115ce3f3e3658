import {
  type Address,
  approvedHash,
  bountyDomain,
  bountyIdOf,
  type Decision,
  DaomeshError,
  hashTypedData,
  type Hex,
  type PlannedPart,
  readSplitQuestion,
  type SplitQuestion,
  type SplitRoot,
  type SumLeaf,
} from '@daomesh/protocol'
import { buildSumTree, type SumTree } from './sumTree.ts'

/** Where agreements count: a chain, and the escrow on it. */
export type EscrowPlace = { readonly chainId: bigint; readonly escrow: Address }

/**
 * The leaf that a part becomes.
 * @example
 * partLeaf({ chainId: chain.chainId, escrow: dealOpening.escrow }, { agreement: agreementOf(dealOpening, offer), planned: null }).payee // => bob
 */
export const partLeaf = ({ chainId, escrow }: EscrowPlace, { agreement, planned }: PlannedPart): SumLeaf => ({
  payee: agreement.hunter,
  amount: agreement.amount,
  agreement: bountyIdOf(chainId, escrow, agreement),
  ...(planned !== null && { split: planned }),
})

/**
 * What the payee of a bounty signs so that its leaf carries a split from the start (E1): number 0. `bounty` is the digest of its own agreement.
 * @example
 * plannedSplitDigest({ chainId: chain.chainId, escrow: dealOpening.escrow }, noBounty, { root: noBounty, sum: 1n }).length // => 66
 */
export const plannedSplitDigest = ({ chainId, escrow }: EscrowPlace, bounty: Hex, { root, sum }: SplitRoot): Hex =>
  hashTypedData(bountyDomain(chainId, escrow), 'Split', { bounty, number: 0, root, sum })

/** A split that a DAO is asked to plan, with its tree, which is worked out from the parts. */
export type PlannedSplit = { readonly question: SplitQuestion; readonly bounty: Hex; readonly tree: SumTree; readonly digest: Hex }

const treeOrNull = (place: EscrowPlace, { agreement, parts }: SplitQuestion): SumTree | null => {
  try {
    const tree = buildSumTree(parts.map((part) => partLeaf(place, part)))
    return tree.sum > agreement.amount ? null : tree
  } catch (error) {
    // Anybody writes texts: parts that make no tree plan nothing.
    if (error instanceof DaomeshError) return null
    throw error
  }
}

/**
 * The split that a decision of a DAO plans: its text names an agreement with this DAO as the hunter and parts that it issues and can pay, and its only call
 * signs just the split of these (R10, E1). null for every other decision.
 * @example
 * plannedSplitOf({ chainId: chain.chainId, dao }, decision, 'A text.') // => null
 */
export const plannedSplitOf = (
  { chainId, dao }: { readonly chainId: bigint; readonly dao: Address },
  decision: Decision,
  content: string,
): PlannedSplit | null => {
  const question = readSplitQuestion(content)
  if (question === null || question.agreement.hunter !== dao) return null
  if (question.parts.some(({ agreement }) => agreement.issuer !== dao)) return null
  const place = { chainId, escrow: question.escrow }
  const tree = treeOrNull(place, question)
  if (tree === null) return null
  const bounty = bountyIdOf(chainId, question.escrow, question.agreement)
  const digest = plannedSplitDigest(place, bounty, tree)
  return approvedHash(dao, decision) === digest ? { question, bounty, tree, digest } : null
}
