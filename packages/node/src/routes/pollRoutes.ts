import { anchorPolls } from '../commands/polls/anchorPolls.ts'
import { answerPoll } from '../commands/polls/answerPoll.ts'
import { closePoll } from '../commands/polls/closePoll.ts'
import { openPoll } from '../commands/polls/openPoll.ts'
import type { NodeContext } from '../context.ts'
import { listPollRows, readAnchoredPolls, readPoll } from '../queries/polls/readPoll.ts'
import type { Implementer, Once } from './implementer.ts'

/** Polls, one line per procedure. */
export const pollRoutes = (node: NodeContext, { polls }: Implementer, once: Once) => ({
  list: polls.list.handler(({ input }) => listPollRows(node, input)),
  get: polls.get.handler(({ input }) => readPoll(node, input)),
  open: polls.open.handler(({ input }) => once('polls.open', input, (keep) => openPoll(node, input, keep))),
  answer: polls.answer.handler(({ input }) => once('polls.answer', input, (keep) => answerPoll(node, input, keep))),
  close: polls.close.handler(({ input }) => once('polls.close', input, (keep) => closePoll(node, input, keep))),
  anchor: polls.anchor.handler(({ input }) => once('polls.anchor', input, (keep) => anchorPolls(node, input, keep))),
  anchoredBy: polls.anchoredBy.handler(({ input }) => readAnchoredPolls(node, input)),
})
