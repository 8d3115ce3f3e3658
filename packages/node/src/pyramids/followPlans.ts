import { type DealPlanValue, keys, plannedSplitDigest, readPlan, valuesOf } from '@daomesh/governance'
import {
  type Address,
  type BountyId,
  bountyIdOf,
  type BountyPlan,
  bountyPlanSchema,
  type PlanSplit,
  toDaomeshError,
  toRecord,
} from '@daomesh/protocol'
import { askerOf } from '../bounties/askerOf.ts'
import { dealFor } from '../bounties/dealFor.ts'
import { treeOrNull } from '../bounties/knownSplits.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import type { DealSpace } from '../spaces/space.ts'
import { fittingPlan, isNewest, isTold, partsOf } from './joinPlans.ts'
import { isPlanSigned, knownPlans } from './knownPlans.ts'
import { placedPlans } from './placedPlans.ts'
import { plansToTell } from './plansToTell.ts'
import { createTakePlans } from './takePlans.ts'

/** Milliseconds between a change and the look that follows it, and between looks without any. */
const pause = 300
const again = 5_000

/** What each member told last, the newest first: so it is read. */
const toldOf = (space: DealSpace, bounty: BountyId): readonly BountyPlan[] =>
  valuesOf<DealPlanValue>(space.registers(), keys.dealPlansOf(bounty))
    .toSorted((a, b) => b.depth - a.depth)
    .map(({ plan }) => bountyPlanSchema.parse(plan))

/** The deal that is to hear of a plan, where it is here and this account speaks for the side that passes the bounty on. */
const hearing = (
  node: NodeContext,
  account: Address,
  plan: BountyPlan,
): { readonly space: DealSpace; readonly plan: BountyPlan } | null => {
  const space = dealFor(node, plan.agreement)
  if (space === null || !space.unlocked() || !space.sidesOf(account).has('hunter')) return null
  const fitting = fittingPlan(plan)
  // Nothing is told that everybody would refuse.
  if (fitting === null || readPlan(space.record.opening, fitting, node.adapters.verifier.recoverAccount) === null) return null
  return { space, plan: fitting }
}

/** The signatures at the top that were told and are not ours, of which the chain says that they hold: those of other members' nodes. */
const holding = async (node: NodeContext, plan: BountyPlan, told: readonly BountyPlan[]): Promise<ReadonlySet<PlanSplit>> => {
  const { chainId, escrow } = node.bounties
  const { agreement } = plan
  const mine = new Set(plan.splits.map(({ signature }) => signature))
  const others = told
    .flatMap(({ splits }) => splits)
    .filter(({ way, signature }) => way.length === 0 && signature !== '0x' && !mine.has(signature))
  const answers = await Promise.all(
    others.map(async (split) => {
      const tree = treeOrNull(
        chainId,
        escrow,
        split.leaves.map((leaf) => ({ ...leaf, terms: null })),
      )
      if (tree === null) return false
      const planned = { root: tree.root, sum: tree.sum }
      const digest = plannedSplitDigest({ chainId, escrow }, bountyIdOf(chainId, escrow, agreement), planned)
      return isPlanSigned(node, { agreement, digest, signature: split.signature })
    }),
  )
  return new Set(others.filter((_, i) => answers[i]))
}

const isHeard = async (node: NodeContext, space: DealSpace, plan: BountyPlan, isSaid: boolean): Promise<boolean> => {
  const told = toldOf(space, bountyIdOf(node.bounties.chainId, node.bounties.escrow, plan.agreement))
  // Planned, replaced and planned again: what somebody told of it first is older than what another one told of what came between.
  if (!isSaid && !isNewest(plan, told)) return false
  if (isTold(plan, told, ({ way }) => way.length > 0)) return true
  const signed = await holding(node, plan, told)
  return signed.size > 0 && isTold(plan, told, (split) => split.way.length > 0 || signed.has(split))
}

/**
 * Hands up how bounties are passed on, without anybody's hand: whoever takes one tells the deal with its issuer what its members were asked to plan, what they
 * signed, and what was told of the parts below; and takes in what was told so, so that who anchors a pyramid, or pays for it, sees all of it. Returns what
 * stops it.
 */
export const followPlans = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const takePlans = createTakePlans(node)
  const placedBy = new Map<BountyId, { readonly of: string; readonly plans: readonly BountyPlan[] }>()

  const placedOf = async (id: BountyId, hunters: ReadonlySet<Address>): Promise<readonly BountyPlan[]> => {
    const of = `${node.bounties.version()} ${node.bounties.revision(id)} ${[...hunters].join()}`
    const last = placedBy.get(id)
    if (last?.of === of) return last.plans
    const plans = placedPlans(await node.bounties.known(id), node.bounties.own(id), hunters)
    placedBy.set(id, { of, plans })
    return plans
  }
  /**
   * By the bounty: what was told or heard last of what this node knows. Where another one tells something else meanwhile, two nodes that do not know the same yet
   * must not answer each other without end: only what is planned anew here is told over it.
   */
  const said = new Map<BountyId, string>()
  const tell = async (account: Address, plan: BountyPlan, stopped: () => boolean): Promise<void> => {
    const first = hearing(node, account, plan)
    if (first === null) return
    const word = first.plan.splits.flatMap((split) => (split.way.length === 0 ? [partsOf(split)] : [])).join()
    const bounty = bountyIdOf(node.bounties.chainId, node.bounties.escrow, plan.agreement)
    const isSaid = (): boolean => said.get(bounty) === word
    if (!(await isHeard(node, first.space, first.plan, isSaid()))) {
      // Another member's node may be about to tell the same.
      await pauseByChance(node)
      if (stopped()) return
      if (!(await isHeard(node, first.space, first.plan, isSaid())))
        await first.space.append('deal.plan', { plan: toRecord(first.plan) as never })
    }
    said.set(bounty, word)
  }
  const look = async (stopped: () => boolean): Promise<void> => {
    const account = node.account.current()
    if (account === null || node.spaces.deals().length === 0) return
    if (takePlans()) node.changes.mark('bounties')
    const hunters = new Set([account, ...askerOf(node).memberOf])
    // One that the chain was never asked about keeps no other from being told.
    const untold = (error: unknown): readonly BountyPlan[] => {
      if (!stopped()) logger.debug('bounty.untold', { code: toDaomeshError(error).code, error: String(error) })
      return []
    }
    const placed = (await Promise.all(node.bounties.bundled().map((id) => placedOf(id, hunters).catch(untold)))).flat()
    const plans = await plansToTell(node, knownPlans(node), placed, hunters)
    // At once: each may pause before it acts.
    await Promise.all(
      plans.map((plan) =>
        tell(account, plan, stopped).catch((error: unknown) => {
          // For want of a key, a signature or the chain; it is tried again at the next look.
          if (!stopped()) logger.debug('bounty.untold', { code: toDaomeshError(error).code, error: String(error) })
        }),
      ),
    )
  }
  return followNode(node, {
    topics: ['spaces', 'chain', 'transactions', 'signer'],
    waits: { first: pause, pause, again },
    look,
  })
}
