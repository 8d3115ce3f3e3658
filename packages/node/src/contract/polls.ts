import { oc } from '@orpc/contract'
import { pollChoices, pollCloseId, pollId, pollWeights } from '@daomesh/protocol'
import { z } from 'zod'
import { id, requestId, seenBy } from './shapes.ts'

const person = z.object({ account: id.address, name: z.string().nullable() })

export const pollRow = z.object({
  poll: pollId,
  question: z.string(),
  choice: z.enum(pollChoices),
  /** How many options one may choose. */
  most: z.number().int(),
  weight: z.enum(pollWeights),
  author: id.address,
  authorName: z.string().nullable(),
  openedAt: z.number(),
  status: z.enum(['open', 'closing', 'sealed', 'anchored', 'split', 'disputed']),
  /** Counts of the close that stands, before that of the answers here. */
  options: z.array(z.object({ text: z.string(), count: id.amount, mine: z.boolean() })),
  took: id.amount,
  total: id.amount,
  answered: z.boolean(),
  /** Whether this account is asked. */
  votes: z.boolean(),
  /** Whether it signed a close. */
  signed: z.boolean(),
})

export const pollPage = pollRow.extend({
  about: z.string(),
  seenBy,
  answers: z.array(
    person.extend({
      weight: id.amount,
      choices: z.array(z.number().int()).nullable(),
      at: z.number().nullable(),
      /** It came too late for the close that stands. */
      late: z.boolean(),
    }),
  ),
  closes: z.array(
    z.object({
      close: pollCloseId,
      signers: z.array(person),
      weight: id.amount,
      counts: z.array(id.amount),
      answers: z.number().int(),
      /** Of its answers, those whose records are here and say the same. */
      proven: z.number().int(),
      stands: z.boolean(),
      /** Whose newest answer it does not hold. */
      leavesOut: z.array(person),
    }),
  ),
  /** All weight that may sign, and the quorum. */
  signing: z.object({ total: id.amount, quorumBps: z.number().int() }),
  /** Who signed two closes. */
  equivocators: z.array(person),
  anchor: z
    .object({
      decision: id.decisionId,
      transaction: id.bytes32,
      root: id.bytes32,
      /** From this poll up to the root, checked. */
      proof: z.array(z.object({ side: z.enum(['left', 'right']), hash: z.string() })),
    })
    .nullable(),
})

/** `stands`: the same close stands here. `other`: another one, or none. `unknown`: poll or close are not here. */
export const anchoredPolls = z.array(
  z.object({
    poll: pollId,
    question: z.string().nullable(),
    check: z.enum(['stands', 'other', 'unknown']),
    options: z.array(z.object({ text: z.string(), count: id.amount })),
  }),
)

export const pollsContract = {
  list: oc.input(z.object({ space: id.spaceId })).output(z.array(pollRow)),
  get: oc.input(z.object({ space: id.spaceId, poll: pollId })).output(pollPage),
  open: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        question: z.string().min(1).max(200),
        about: z.string().max(4_096),
        options: z.array(z.string().min(1).max(200)).min(2).max(20),
        choice: z.enum(pollChoices),
        most: z.number().int().min(1).max(20),
        weight: z.enum(pollWeights),
      }),
    )
    .output(z.object({ poll: pollId, entry: id.entryId })),
  answer: oc
    .input(z.object({ requestId, space: id.spaceId, poll: pollId, choices: z.array(z.number().int().min(0).max(19)).max(20) }))
    .output(z.object({ entry: id.entryId })),
  /** Signs a close with this device. */
  close: oc
    .input(z.object({ requestId, space: id.spaceId, poll: pollId, close: pollCloseId.nullable(), anew: z.boolean() }))
    .output(z.object({ entry: id.entryId, close: pollCloseId })),
  /** Submits a proposal that fixes the results of sealed polls on the chain. */
  anchor: oc
    .input(z.object({ requestId, space: id.spaceId, title: z.string().min(1).max(200), polls: z.array(pollId).min(1).max(64) }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** What a proposal would anchor, checked against the polls here. */
  anchoredBy: oc.input(z.object({ space: id.spaceId, decision: id.decisionId })).output(anchoredPolls),
}
