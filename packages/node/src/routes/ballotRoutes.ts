import { castBallot } from '../commands/ballots/castBallot.ts'
import { castSheet } from '../commands/ballots/castSheet.ts'
import { republishBallot } from '../commands/ballots/republishBallot.ts'
import { revokeBallots } from '../commands/ballots/revokeBallots.ts'
import type { NodeContext } from '../context.ts'
import { listPurses } from '../queries/ballots/listPurses.ts'
import type { Implementer, Once } from './implementer.ts'

/** Ballots and sheets, one line per procedure. */
export const ballotRoutes = (node: NodeContext, { ballots }: Implementer, once: Once) => ({
  credits: ballots.credits.handler(({ input }) => listPurses(node, input)),
  revoke: ballots.revoke.handler(({ input }) => once('ballots.revoke', input, () => revokeBallots(node, input))),
  republish: ballots.republish.handler(({ input }) => once('ballots.republish', input, (keep) => republishBallot(node, input, keep))),
  cast: ballots.cast.handler(({ input }) => once('ballots.cast', input, (keep) => castBallot(node, input, keep))),
  sheet: ballots.sheet.handler(({ input }) => once('ballots.sheet', input, (keep) => castSheet(node, input, keep))),
})
