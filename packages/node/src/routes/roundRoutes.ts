import { callOffRound } from '../commands/rounds/callOffRound.ts'
import { claimRoundCredit } from '../commands/rounds/claimRoundCredit.ts'
import { contributeToRound } from '../commands/rounds/contributeToRound.ts'
import { finaliseRound } from '../commands/rounds/finaliseRound.ts'
import { fundRound } from '../commands/rounds/fundRound.ts'
import { keepRound } from '../commands/rounds/keepRound.ts'
import { openRound } from '../commands/rounds/openRound.ts'
import { payoutRound } from '../commands/rounds/payoutRound.ts'
import { refundRound } from '../commands/rounds/refundRound.ts'
import type { NodeContext } from '../context.ts'
import { listOwnContributions, listRoundCredits, listRoundTasks } from '../queries/rounds/readRoundsOfMine.ts'
import { listRounds, readRound } from '../queries/rounds/readRounds.ts'
import type { Implementer, Once } from './implementer.ts'

/** Rounds of public goods, one line per procedure. */
export const roundRoutes = (node: NodeContext, { rounds }: Implementer, once: Once) => ({
  list: rounds.list.handler(() => listRounds(node)),
  get: rounds.get.handler(({ input }) => readRound(node, input)),
  tasks: rounds.tasks.handler(() => listRoundTasks(node)),
  mine: rounds.mine.handler(() => listOwnContributions(node)),
  credits: rounds.credits.handler(() => listRoundCredits(node)),
  open: rounds.open.handler(({ input }) => once('rounds.open', input, (keep) => openRound(node, input, keep))),
  fund: rounds.fund.handler(({ input }) => once('rounds.fund', input, (keep) => fundRound(node, input, keep))),
  contribute: rounds.contribute.handler(({ input }) => once('rounds.contribute', input, (keep) => contributeToRound(node, input, keep))),
  callOff: rounds.callOff.handler(({ input }) => once('rounds.callOff', input, (keep) => callOffRound(node, input, keep))),
  finalise: rounds.finalise.handler(({ input }) => once('rounds.finalise', input, (keep) => finaliseRound(node, input, keep))),
  payout: rounds.payout.handler(({ input }) => once('rounds.payout', input, (keep) => payoutRound(node, input, keep))),
  refund: rounds.refund.handler(({ input }) => once('rounds.refund', input, (keep) => refundRound(node, input, keep))),
  claim: rounds.claim.handler(({ input }) => once('rounds.claim', input, (keep) => claimRoundCredit(node, input, keep))),
  keep: rounds.keep.handler(({ input }) => once('rounds.keep', input, () => keepRound(node, input))),
})
