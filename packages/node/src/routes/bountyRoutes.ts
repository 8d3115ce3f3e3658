import type { BountyOutcome } from '../bounties/carryOut.ts'
import { actOnBounty, type ActOnBountyParameters, type BountyAct } from '../commands/actOnBounty.ts'
import { fundBounty } from '../commands/fundBounty.ts'
import { keepBounty } from '../commands/keepBounty.ts'
import { payoutBounty } from '../commands/payoutBounty.ts'
import { signAgreement } from '../commands/signAgreement.ts'
import { splitBounty } from '../commands/splitBounty.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { listBounties, readBounty } from '../queries/readBounties.ts'
import { bountyPlanRoutes } from './bountyPlanRoutes.ts'
import type { Implementer, Once } from './implementer.ts'

/** Bounties, one line per procedure. */
export const bountyRoutes = (node: NodeContext, implementer: Implementer, once: Once) => {
  const { bounties } = implementer
  const act = (input: Omit<ActOnBountyParameters, 'act'>, what: BountyAct) =>
    once(`bounties.${what.kind}`, input, (keep: Keep<BountyOutcome>) => actOnBounty(node, { ...input, act: what }, keep))

  return {
    list: bounties.list.handler(() => listBounties(node)),
    get: bounties.get.handler(({ input }) => readBounty(node, input)),
    keep: bounties.keep.handler(({ input }) => once('bounties.keep', input, () => keepBounty(node, input))),
    sign: bounties.sign.handler(({ input }) => once('bounties.sign', input, () => signAgreement(node, input))),
    fund: bounties.fund.handler(({ input }) => once('bounties.fund', input, (keep) => fundBounty(node, input, keep))),
    split: bounties.split.handler(({ input }) => once('bounties.split', input, (keep) => splitBounty(node, input, keep))),
    deliver: bounties.deliver.handler(({ input }) => act(input, { ...input, kind: 'deliver' })),
    accept: bounties.accept.handler(({ input }) => act(input, { ...input, kind: 'accept' })),
    object: bounties.object.handler(({ input }) => act(input, { ...input, kind: 'object' })),
    contest: bounties.contest.handler(({ input }) => act(input, { ...input, kind: 'contest' })),
    rule: bounties.rule.handler(({ input }) => act(input, { ...input, kind: 'rule', hunterAmount: BigInt(input.hunterAmount) })),
    release: bounties.release.handler(({ input }) => act(input, { kind: 'release' })),
    refund: bounties.refund.handler(({ input }) => act(input, { kind: 'refund' })),
    settle: bounties.settle.handler(({ input }) => act(input, { ...input, kind: 'settle', hunterAmount: BigInt(input.hunterAmount) })),
    redirect: bounties.redirect.handler(({ input }) => act(input, { ...input, kind: 'redirect' })),
    payout: bounties.payout.handler(({ input }) => once('bounties.payout', input, (keep) => payoutBounty(node, input, keep))),
    ...bountyPlanRoutes(node, implementer, once),
  }
}
