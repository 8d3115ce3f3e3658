import {
  type Address,
  type Agreement,
  accountOfParty,
  type BountyId,
  bountyIdOf,
  type BountyPlan,
  type DealOpening,
  type Hex,
  type PlanStep,
  type SplitRoot,
} from '@daomesh/protocol'
import { type EscrowPlace, plannedSplitDigest } from '../bounties/tree/plannedSplits.ts'
import { splitTree } from './splitTree.ts'

type Recover = (digest: Hex, signature: Hex) => Address | null
/** A part that the plan has led to: what was agreed on, what it had planned, and how much of it is passed on already. */
type Reached = {
  readonly agreement: Agreement
  readonly bounty: BountyId
  readonly planned: SplitRoot | null
  readonly isTop: boolean
  passed: bigint
}

const keyLength = 2 + 2 * 65
const nameOf = (way: readonly PlanStep[]): string => way.map(({ split, index }) => `${split}:${index}`).join('/')

/** A key's signature is read here; what a DAO's members signed only the chain can tell. */
const mayStand = (place: EscrowPlace, { agreement, bounty }: Reached, split: number, tree: SplitRoot, signature: Hex, recover: Recover) => {
  if (signature === '0x') return true
  if (split !== 0) return false
  return signature.length !== keyLength || recover(plannedSplitDigest(place, bounty, tree), signature) === agreement.hunter
}

/**
 * Follows how a bounty of this deal is passed on, from nothing but itself: it is between the two of the deal; every split is of who takes the part above it and
 * of no more than that has; what a part had planned is what it splits into, signed by its key where a key signed. The bounty, or null where it does not
 * follow. Whether a DAO's signature holds, and whether the chain has any of it, is for the chain to say (O27).
 * @example
 * const agreement = agreementOf(dealOpening, offer)
 * readPlan(dealOpening, { agreement, splits: [] }, verifier.recoverAccount) // => null
 */
export const readPlan = (opening: DealOpening, { agreement, splits }: BountyPlan, recover: Recover): BountyId | null => {
  const place = { chainId: opening.chain.chainId, escrow: opening.escrow }
  if (agreement.issuer !== accountOfParty(opening.issuer) || agreement.hunter !== accountOfParty(opening.hunter)) return null
  const bounty = bountyIdOf(place.chainId, place.escrow, agreement)
  const reached = new Map<string, Reached>([['', { agreement, bounty, planned: null, isTop: true, passed: 0n }]])
  const told = new Set<string>()
  for (const { way, split, leaves, signature } of splits) {
    const above = reached.get(nameOf(way))
    const name = `${nameOf(way)} ${split}`
    if (above === undefined || told.has(name)) return null
    told.add(name)
    const tree = splitTree(place, above.agreement, above.bounty, leaves)
    if (tree === null || !mayStand(place, above, split, tree, signature, recover)) return null
    const { planned } = above
    if (split === 0 && !above.isTop && (planned === null || planned.root !== tree.root || planned.sum !== tree.sum)) return null
    above.passed += tree.sum
    if (above.passed > above.agreement.amount) return null
    for (const [index, leaf] of leaves.entries())
      reached.set(nameOf([...way, { split, index }]), {
        agreement: leaf.agreement,
        bounty: bountyIdOf(place.chainId, place.escrow, leaf.agreement),
        planned: leaf.planned,
        isTop: false,
        passed: 0n,
      })
  }
  return splits.length > 0 ? bounty : null
}
