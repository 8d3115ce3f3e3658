import { challengeRecord } from '../commands/proposals/challengeRecord.ts'
import { changePower } from '../commands/proposals/changePower.ts'
import { enactProposals } from '../commands/proposals/enactProposals.ts'
import { executeRecord } from '../commands/proposals/executeRecord.ts'
import { proposeHalfLife } from '../commands/proposals/proposeHalfLife.ts'
import { proposeReplacement } from '../commands/proposals/proposeReplacement.ts'
import { proposeRules } from '../commands/proposals/proposeRules.ts'
import { recordProposal } from '../commands/proposals/recordProposal.ts'
import { resubmitProposal } from '../commands/proposals/resubmitProposal.ts'
import { setHalfLife } from '../commands/proposals/setHalfLife.ts'
import { submitProposal } from '../commands/proposals/submitProposal.ts'
import { withdrawProposal } from '../commands/proposals/withdrawProposal.ts'
import type { NodeContext } from '../context.ts'
import { listProposalRows } from '../queries/proposals/listProposalRows.ts'
import { readProposal } from '../queries/proposals/readProposal.ts'
import { describeCalls } from '../words/describeCalls.ts'
import { pinCalls } from '../words/pinCalls.ts'
import type { Implementer, Once } from './implementer.ts'

/** Proposals from draft to enactment, one line per procedure. */
export const proposalRoutes = (node: NodeContext, { proposals }: Implementer, once: Once) => ({
  list: proposals.list.handler(({ input }) => listProposalRows(node, input)),
  get: proposals.get.handler(({ input }) => readProposal(node, input)),
  previewCalls: proposals.previewCalls.handler(async ({ input }) => {
    const space = node.spaces.dao(input.space)
    return describeCalls(node, space, await pinCalls(node, space, input.calls), true)
  }),
  submit: proposals.submit.handler(({ input }) => once('proposals.submit', input, (keep) => submitProposal(node, input, keep))),
  replaceMember: proposals.replaceMember.handler(({ input }) =>
    once('proposals.replaceMember', input, (keep) => proposeReplacement(node, input, keep)),
  ),
  changePower: proposals.changePower.handler(({ input }) => once('proposals.changePower', input, (keep) => changePower(node, input, keep))),
  setHalfLife: proposals.setHalfLife.handler(({ input }) => once('proposals.setHalfLife', input, (keep) => setHalfLife(node, input, keep))),
  proposeHalfLife: proposals.proposeHalfLife.handler(({ input }) =>
    once('proposals.proposeHalfLife', input, (keep) => proposeHalfLife(node, input, keep)),
  ),
  changeRules: proposals.changeRules.handler(({ input }) =>
    once('proposals.changeRules', input, (keep) => proposeRules(node, input, keep)),
  ),
  resubmit: proposals.resubmit.handler(({ input }) => once('proposals.resubmit', input, (keep) => resubmitProposal(node, input, keep))),
  withdraw: proposals.withdraw.handler(({ input }) => once('proposals.withdraw', input, (keep) => withdrawProposal(node, input, keep))),
  enact: proposals.enact.handler(({ input }) => once('proposals.enact', input, () => enactProposals(node, input))),
  record: proposals.record.handler(({ input }) => once('proposals.record', input, () => recordProposal(node, input))),
  challenge: proposals.challenge.handler(({ input }) => once('proposals.challenge', input, () => challengeRecord(node, input))),
  execute: proposals.execute.handler(({ input }) => once('proposals.execute', input, () => executeRecord(node, input))),
})
