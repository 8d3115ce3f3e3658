import { pollCloseIdOf, type PollCloseRow, type PollRow } from '@daomesh/governance'
import { DaomeshError, type EntryId, type PollClose, type PollCloseId, type PollId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireOpenPoll } from '../../queries/polls/readPoll.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type ClosePollParameters = {
  readonly space: SpaceId
  readonly poll: PollId
  /**
   * A close that others signed; null for the one that most signed of those that the records here prove and that leave no answer out that is here, or else for one of
   * the answers here. Where others signed only such as leave answers out, a person says which it is to be.
   */
  readonly close: PollCloseId | null
  /** Closes with the answers here, whatever others signed. */
  readonly anew: boolean
}
export type ClosePollOutcome = { entry: EntryId; close: PollCloseId }

const fromHere = ({ id, live, answers }: PollRow): PollClose => ({
  poll: id,
  result: live.counts.map((count) => count.toString()),
  answers: answers.map(({ member, entry, choices }) => ({ member, entry, choices: [...choices] })),
})

/** How many answers that are here it does not count as they are here: whoever closes first must not choose for the others whose answers count. */
const leftOut = ({ answers }: PollRow, one: PollCloseRow): number => {
  const counted = new Set(one.answers.map((answer) => answer.entry))
  return answers.filter(({ entry }) => !counted.has(entry)).length
}

/** The body of a close that is here; its id is the hash of it, so it is made again to the letter. */
const asSigned = (row: PollRow, close: PollCloseId): PollClose | null => {
  const known = row.closes.find((one) => one.close === close)
  if (known === undefined || known.proven < known.answers.length) return null
  return {
    poll: row.id,
    result: known.count.counts.map((count) => count.toString()),
    answers: known.answers.map(({ member, entry, choices }) => ({ member, entry, choices: [...choices] })),
  }
}

const chooseClose = (row: PollRow, { close, anew }: ClosePollParameters): PollClose => {
  if (anew) return fromHere(row)
  if (close === null) {
    const proven = row.closes.filter((one) => one.proven === one.answers.length)
    const whole = proven.find((one) => leftOut(row, one) === 0)
    const joined = whole === undefined ? null : asSigned(row, whole.close)
    if (joined !== null) return joined
    const [leading] = proven
    if (leading !== undefined)
      throw new DaomeshError('POLL_CLOSE_LACKS', {
        meta: { poll: row.id, close: leading.close, answers: String(leftOut(row, leading)) },
      })
    return fromHere(row)
  }
  const named = asSigned(row, close)
  if (named === null) throw new DaomeshError('POLL_ANSWERS_MISSING', { meta: { poll: row.id, close } })
  return named
}

/**
 * Signs a close of a poll, with this device: the poll moves nothing, and what is to hold against strangers is anchored, where accounts sign. Each member
 * signs one close of a poll; joining the one that others signed is what seals it.
 * @throws DaomeshError `POLL_UNKNOWN`, `POLL_SEALED`, `POLL_VOTELESS`, `POLL_CLOSED_OTHERWISE`, `POLL_ANSWERS_MISSING`, `POLL_CLOSE_LACKS`.
 */
export const closePoll = async (
  node: NodeContext,
  parameters: ClosePollParameters,
  keep: Keep<ClosePollOutcome>,
): Promise<ClosePollOutcome> => {
  const space = node.spaces.dao(parameters.space)
  const row = requireOpenPoll(node, space, parameters.poll)
  const account = node.account.required()
  const body = chooseClose(row, parameters)
  const close = pollCloseIdOf(body)
  const mine = row.closes.find(({ signers }) => signers.includes(account))
  if (mine !== undefined && mine.close !== close)
    throw new DaomeshError('POLL_CLOSED_OTHERWISE', { meta: { poll: row.id, signed: mine.close, asked: close } })
  const entry = await space.append('poll.close', { close: body }, { meta: (one) => [keep({ entry: one, close })] })
  return { entry, close }
}
