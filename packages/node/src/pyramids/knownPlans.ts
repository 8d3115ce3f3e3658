import {
  type DealPlanValue,
  type EscrowPlace,
  keys,
  latestWritten,
  listProposals,
  liveSignatureOf,
  plannedSplitDigest,
  plannedSplitOf,
} from '@daomesh/governance'
import { type Agreement, type BountyId, bountyIdOf, bountyPlanSchema, type DecisionId, type Hex, type SplitRoot } from '@daomesh/protocol'
import type { BundleLeaf } from '../bounties/bountyBundle.ts'
import { stands } from '../bounties/proposedPayment.ts'
import { treeOrNull } from '../bounties/knownSplits.ts'
import { termsInDeals } from '../bounties/termsInDeals.ts'
import type { NodeContext } from '../context.ts'
import type { BountyDesk } from '../bounties/createBountyDesk.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import { placeOf } from '../nested/shownProposals.ts'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { DaoSpace, DealSpace, ReadDao } from '../spaces/space.ts'

/** A split that whoever takes a bounty has planned: number 0 of its agreement. */
export type KnownPlan = {
  readonly agreement: Agreement
  readonly digest: Hex
  readonly planned: SplitRoot
  readonly leaves: readonly BundleLeaf[]
  /** Of who takes the bounty; empty where it has not signed, as far as is known here. */
  readonly signature: Hex
  /** Where it was planned on this node: by the members of a DAO (with the proposal), or by this account's key. null: it was told in a deal. */
  readonly own: { readonly decision: DecisionId | null } | null
  /** Among plans that were made in the same place a later one is higher. */
  readonly place: number
}

/** Plans by the bounty that they pass on; of one bounty own ones first, then what is signed, then the newest. */
export type PlanBook = ReadonlyMap<BountyId, readonly KnownPlan[]>

type PlanningDao = ReadDao & Pick<DaoSpace, 'unlocked'>

/** What is asked of a node to know its plans. */
export type KnowsPlans = TellsTime & {
  readonly account: Pick<AccountChoice, 'current'>
  readonly bounties: Pick<BountyDesk, 'chainId' | 'escrow' | 'plans'>
  readonly spaces: { readonly daos: () => readonly PlanningDao[]; readonly deals: () => readonly DealSpace[] }
}

const escrowPlace = (node: Pick<KnowsPlans, 'bounties'>): EscrowPlace => ({ chainId: node.bounties.chainId, escrow: node.bounties.escrow })

const planFrom = (
  place: EscrowPlace,
  agreement: Agreement,
  leaves: readonly BundleLeaf[],
  signature: Hex,
  own: KnownPlan['own'],
  at: number,
): readonly KnownPlan[] => {
  const tree = treeOrNull(place.chainId, place.escrow, leaves)
  if (tree === null) return []
  const planned = { root: tree.root, sum: tree.sum }
  const digest = plannedSplitDigest(place, bountyIdOf(place.chainId, place.escrow, agreement), planned)
  return [{ agreement, digest, planned, leaves, signature, own, place: at }]
}

/** What the members of a DAO were asked to plan, with their signature where their ballots make one; nothing that no ballot saves any more. */
const askedIn = (node: KnowsPlans, space: PlanningDao): readonly KnownPlan[] => {
  const place = placeOf(space)
  const [registers, state] = [space.registers(), space.chainState()]
  const rows = listProposals(registers, state, presentOf(node, space)).toSorted(latestWritten)
  return rows.flatMap((row) => {
    const split = plannedSplitOf(place, row.decision, row.content)
    if (split === null || split.question.escrow !== node.bounties.escrow) return []
    const signature = liveSignatureOf(place, registers, state, row)
    if (signature === null && !stands.has(row.status)) return []
    const { agreement, parts } = split.question
    const leaves = parts.map((part) => ({ ...part, terms: termsInDeals(node.spaces, part.agreement) }))
    return planFrom(escrowPlace(node), agreement, leaves, signature ?? '0x', { decision: row.id }, row.depth)
  })
}

/** Every plan that a deal was told, of the bounty of the deal and of what lies below it; the newest word first. */
const toldIn = (node: KnowsPlans, space: DealSpace): readonly KnownPlan[] => {
  const place = escrowPlace(node)
  const values = space
    .registers()
    .entries(keys.dealPlans)
    // The reducer wrote them.
    .map(({ value }) => value as DealPlanValue)
    .toSorted((a, b) => b.depth - a.depth)
  return values.flatMap(({ plan, depth }) => {
    const { agreement, splits } = bountyPlanSchema.parse(plan)
    const reached = new Map<string, Agreement>([['', agreement]])
    return splits.flatMap(({ way, split, leaves, signature }) => {
      const name = way.map((step) => `${step.split}:${step.index}`).join('/')
      const above = reached.get(name)
      for (const [index, leaf] of leaves.entries()) reached.set(`${name === '' ? '' : `${name}/`}${split}:${index}`, leaf.agreement)
      if (above === undefined || split !== 0) return []
      const worded = leaves.map((leaf) => ({ ...leaf, terms: termsInDeals(node.spaces, leaf.agreement) }))
      return planFrom(place, above, worded, signature, null, depth)
    })
  })
}

const rankOf = ({ own, signature }: KnownPlan): number => (own === null ? 2 : 0) + (signature === '0x' ? 1 : 0)

/** All plans that this node knows: asked of its DAOs, signed by its account, told in its deals. */
export const knownPlans = (node: KnowsPlans): PlanBook => {
  const place = escrowPlace(node)
  const account = node.account.current()
  const plans = [
    ...node.spaces.daos().flatMap((space) => (space.unlocked() ? askedIn(node, space) : [])),
    ...node.bounties
      .plans()
      .flatMap(({ agreement, leaves, signature, place: at }) =>
        agreement === null || agreement.hunter !== account ? [] : planFrom(place, agreement, leaves, signature, { decision: null }, at),
      ),
    ...node.spaces
      .deals()
      .flatMap((space) => (space.record.opening.escrow === place.escrow && space.unlocked() ? toldIn(node, space) : [])),
  ]
  const ranked = plans.toSorted((a, b) => rankOf(a) - rankOf(b))
  return Map.groupBy(ranked, ({ agreement }) => bountyIdOf(place.chainId, place.escrow, agreement))
}

/** Whether who takes the bounty signed this plan and the signature holds: a key's says so itself, of a DAO's the chain is asked. */
export const isPlanSigned = async (
  node: NodeContext,
  { agreement: { hunter }, digest, signature }: Pick<KnownPlan, 'agreement' | 'digest' | 'signature'>,
): Promise<boolean> => {
  if (signature === '0x') return false
  if (node.adapters.verifier.recoverAccount(digest, signature) === hunter) return true
  return node.adapters.chain.client.signs({ signer: hunter, verifier: node.bounties.escrow, hash: digest, signature })
}
