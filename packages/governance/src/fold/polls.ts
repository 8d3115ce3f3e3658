import { causalOrder, type Cbor } from '@daomesh/protocol'
import { pollCloseIdOf, pollIdOf } from '../polls/pollIds.ts'
import type { Step } from './context.ts'
import { earliestOrder, keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** A poll asks the members of the moment it is opened in; its id binds them, so it must be this record's own view. Who opened it first stands as its author. */
export const openPoll: Step<'poll.open'> = (_context, entry, { poll }, view) => {
  if (poll.view !== view.view) return rejected('ENTRY_POLL')
  const id = pollIdOf(poll)
  const value = {
    question: poll as Cbor,
    index: view.index,
    by: entry.author.member,
    entry: entry.id,
    at: entry.header.at,
    depth: entry.depth,
  }
  return accepted([write(keys.poll(id), earliestOrder(entry.depth), value)])
}

/** Every answer is kept: a close names answers by their records, also those that their member replaced since. Whether it fits the poll the selector says. */
export const answerPoll: Step<'poll.answer'> = (_context, entry, { poll, choices }) => {
  const { member } = entry.author
  const value = { member, choices, entry: entry.id, at: entry.header.at, depth: entry.depth }
  return accepted([write(keys.pollAnswer(poll, member, entry.id), '', value)])
}

/** The close stands under its own hash, once, and who signed it beside it: two of one member prove an equivocation (G7). */
export const closePoll: Step<'poll.close'> = (_context, entry, { close }) => {
  const { member } = entry.author
  const id = pollCloseIdOf(close)
  return accepted([
    write(keys.pollClose(close.poll, id), '', close as Cbor),
    write(keys.pollSigner(close.poll, id, member), earliestOrder(entry.depth), { member, entry: entry.id, at: entry.header.at }),
  ])
}

/** Why a member answered as it did, by its own word only. It counts beside the answer it explains, whichever sheet that stands on. */
export const explainBallots: Step<'ballot.explain'> = (_context, entry, { reasons }) => {
  const { member } = entry.author
  return accepted(
    reasons.map(({ decision, support, text }) =>
      write(keys.reason(decision, member), causalOrder(entry.depth), { member, support, text, entry: entry.id, at: entry.header.at }),
    ),
  )
}
