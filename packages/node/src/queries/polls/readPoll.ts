import { anchorIn, listPolls, nameOf, pollState, type PollRow } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type PollId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { anchoredPolls, pollPage, pollRow } from '../../contract/polls.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { seenByReader } from '../readSeenBy.ts'

type PollAnswer = z.input<typeof pollRow>
type PollPageAnswer = z.input<typeof pollPage>

/** @throws DaomeshError `POLL_UNKNOWN`. */
export const requirePoll = (_node: NodeContext, space: DaoSpace, poll: PollId): PollRow => {
  const row = pollState(space.registers(), space.chainState(), poll)
  if (row === undefined) throw new DaomeshError('POLL_UNKNOWN', { meta: { poll } })
  return row
}

const over: ReadonlySet<PollRow['status']> = new Set(['sealed', 'anchored', 'disputed'])

/** A poll that this account may still answer and close. @throws DaomeshError `POLL_UNKNOWN`, `POLL_SEALED`, `POLL_VOTELESS`. */
export const requireOpenPoll = (node: NodeContext, space: DaoSpace, poll: PollId): PollRow => {
  const row = requirePoll(node, space, poll)
  if (over.has(row.status)) throw new DaomeshError('POLL_SEALED', { meta: { poll, status: row.status } })
  const account = node.account.required()
  if (!row.seats.some(({ member }) => member === account)) throw new DaomeshError('POLL_VOTELESS', { meta: { poll, account } })
  return row
}

const rowOf = (node: NodeContext, space: DaoSpace, row: PollRow): PollAnswer => {
  const account = node.account.current()
  const { question, choice, most, weight, options } = row.question
  const { counts, took, total } = row.result?.count ?? row.live
  const mine = row.answers.find(({ member }) => member === account)
  return {
    poll: row.id,
    question,
    choice,
    most,
    weight,
    author: row.by,
    authorName: nameOf(space.registers(), row.by),
    openedAt: row.openedAt,
    status: row.status,
    options: options.map((text, i) => ({ text, count: (counts[i] ?? 0n).toString(), mine: mine?.choices.includes(i) === true })),
    took: took.toString(),
    total: total.toString(),
    answered: mine !== undefined,
    votes: row.seats.some(({ member }) => member === account),
    signed: row.closes.some(({ signers }) => account !== null && signers.includes(account)),
  }
}

export const listPollRows = (node: NodeContext, { space: id }: { readonly space: SpaceId }): PollAnswer[] => {
  const space = node.spaces.dao(id)
  return listPolls(space.registers(), space.chainState()).map((row) => rowOf(node, space, row))
}

/** Everything about one poll. @throws DaomeshError `POLL_UNKNOWN`. */
export const readPoll = (node: NodeContext, { space: id, poll }: { readonly space: SpaceId; readonly poll: PollId }): PollPageAnswer => {
  const space = node.spaces.dao(id)
  const row = requirePoll(node, space, poll)
  const person = (account: Address) => ({ account, name: nameOf(space.registers(), account) })
  const late = new Set(row.late)
  return {
    ...rowOf(node, space, row),
    about: row.question.about,
    seenBy: seenByReader(node, space)(row.entry),
    answers: row.seats.map(({ member, weight }) => {
      const answer = row.answers.find((one) => one.member === member)
      return {
        ...person(member),
        weight: weight.toString(),
        choices: answer === undefined ? null : [...answer.choices],
        at: answer?.at ?? null,
        late: late.has(member),
      }
    }),
    closes: row.closes.map((one) => ({
      close: one.close,
      signers: one.signers.map(person),
      weight: one.weight.toString(),
      counts: one.count.counts.map((count) => count.toString()),
      answers: one.answers.length,
      proven: one.proven,
      stands: one.close === row.result?.close,
      // Somebody whose answer is left out wants to know before signing.
      leavesOut: row.answers.flatMap(({ member, entry }) => (one.answers.some((held) => held.entry === entry) ? [] : [person(member)])),
    })),
    signing: { total: row.signing.total.toString(), quorumBps: row.signing.quorumBps },
    equivocators: row.equivocators.map(person),
    anchor: row.anchor === null ? null : { ...row.anchor, proof: [...row.anchor.proof] },
  }
}

/** What a proposal would anchor, beside what the records here say of the same polls; empty for any other proposal. */
export const readAnchoredPolls = (
  node: NodeContext,
  { space: id, decision }: { readonly space: SpaceId; readonly decision: DecisionId },
): z.input<typeof anchoredPolls> => {
  const space = node.spaces.dao(id)
  const anchor = anchorIn(space.registers(), decision)
  return (anchor?.leaves ?? []).map(({ poll, close }) => {
    const row = pollState(space.registers(), space.chainState(), poll)
    const named = row?.closes.find((one) => one.close === close)
    return {
      poll,
      question: row?.question.question ?? null,
      check: row === undefined || named === undefined ? 'unknown' : row.result?.close === close ? 'stands' : 'other',
      options:
        named === undefined
          ? []
          : (row?.question.options ?? []).map((text, i) => ({ text, count: (named.count.counts[i] ?? 0n).toString() })),
    }
  })
}
