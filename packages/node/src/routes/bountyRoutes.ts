import type { BountyOutcome } from '../bounties/carryOut.ts'
import { actOnBounty, type ActOnBountyParameters, type BountyAct } from '../commands/actOnBounty.ts'
import { claimBountyCredit } from '../commands/bounties/claimBountyCredit.ts'
import { commentOnBounty } from '../commands/bounties/commentOnBounty.ts'
import { consentToBounty } from '../commands/bounties/consentToBounty.ts'
import { deliverBounty } from '../commands/bounties/deliverBounty.ts'
import { fundBounty } from '../commands/bounties/fundBounty.ts'
import { keepBounty } from '../commands/bounties/keepBounty.ts'
import { payoutBounty } from '../commands/bounties/payoutBounty.ts'
import { signAgreement } from '../commands/bounties/signAgreement.ts'
import { splitBounty } from '../commands/bounties/splitBounty.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { listBountyCredits } from '../queries/bounties/bountyCredits.ts'
import { listBountyTasks } from '../queries/bounties/listBountyTasks.ts'
import { previewBounty } from '../queries/bounties/previewBounty.ts'
import { listBounties, readBounty } from '../queries/bounties/readBounties.ts'
import { bountyPlanRoutes } from './bountyPlanRoutes.ts'
import type { Implementer, Once } from './implementer.ts'

/** Bounties, one line per procedure. */
export const bountyRoutes = (node: NodeContext, implementer: Implementer, once: Once) => {
  const { bounties } = implementer
  const act = (input: Omit<ActOnBountyParameters, 'act'>, what: BountyAct) =>
    once(`bounties.${what.kind}`, input, (keep: Keep<BountyOutcome>) => actOnBounty(node, { ...input, act: what }, keep))

  return {
    preview: bounties.preview.handler(({ input }) => previewBounty(node, { ...input, act: input.act })),
    list: bounties.list.handler(() => listBounties(node)),
    get: bounties.get.handler(({ input }) => readBounty(node, input)),
    tasks: bounties.tasks.handler(() => listBountyTasks(node)),
    credits: bounties.credits.handler(() => listBountyCredits(node)),
    keep: bounties.keep.handler(({ input }) => once('bounties.keep', input, () => keepBounty(node, input))),
    sign: bounties.sign.handler(({ input }) => once('bounties.sign', input, () => signAgreement(node, input))),
    consent: bounties.consent.handler(({ input }) => once('bounties.consent', input, () => consentToBounty(node, input))),
    fund: bounties.fund.handler(({ input }) => once('bounties.fund', input, (keep) => fundBounty(node, input, keep))),
    split: bounties.split.handler(({ input }) => once('bounties.split', input, (keep) => splitBounty(node, input, keep))),
    cancel: bounties.cancel.handler(({ input }) => act(input, { kind: 'cancel' })),
    deliver: bounties.deliver.handler(({ input }) => once('bounties.deliver', input, (keep) => deliverBounty(node, input, keep))),
    accept: bounties.accept.handler(({ input }) => act(input, { ...input, kind: 'accept' })),
    object: bounties.object.handler(({ input }) => act(input, { ...input, kind: 'object' })),
    contest: bounties.contest.handler(({ input }) => act(input, { ...input, kind: 'contest' })),
    rule: bounties.rule.handler(({ input }) => act(input, { ...input, kind: 'rule', hunterAmount: BigInt(input.hunterAmount) })),
    release: bounties.release.handler(({ input }) => act(input, { kind: 'release' })),
    refund: bounties.refund.handler(({ input }) => act(input, { kind: 'refund' })),
    settle: bounties.settle.handler(({ input }) => act(input, { ...input, kind: 'settle', hunterAmount: BigInt(input.hunterAmount) })),
    free: bounties.free.handler(({ input }) => act(input, { ...input, kind: 'free', amount: BigInt(input.amount) })),
    redirect: bounties.redirect.handler(({ input }) => act(input, { ...input, kind: 'redirect' })),
    claim: bounties.claim.handler(({ input }) => once('bounties.claim', input, (keep) => claimBountyCredit(node, input, keep))),
    payout: bounties.payout.handler(({ input }) => once('bounties.payout', input, (keep) => payoutBounty(node, input, keep))),
    comment: bounties.comment.handler(({ input }) => once('bounties.comment', input, (keep) => commentOnBounty(node, input, keep))),
    ...bountyPlanRoutes(node, implementer, once),
  }
}
