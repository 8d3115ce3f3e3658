import { z } from 'zod'
import { address, amount, decisionId, entryId, pollId, viewId } from '../ids.ts'
import { limits } from '../limits.ts'
import { inBytes } from './text.ts'

const v = z.literal(1)

/** How a poll is answered: with one option, with up to `most`, or with every option that one approves of. */
export const pollChoices = ['single', 'multiple', 'approval'] as const
/** What an answer weighs: one a member, or the member's power. */
export const pollWeights = ['member', 'power'] as const

const isAscending = (numbers: readonly number[]): boolean => numbers.every((one, i) => i === 0 || (numbers[i - 1] ?? 0) < one)
/** Options by their number, ascending; none of them takes part and chooses nothing. */
const chosen = z
  .array(
    z
      .number()
      .int()
      .min(0)
      .max(limits.pollOptions - 1),
  )
  .max(limits.pollOptions)
  .refine(isAscending, 'ascending and unique')

/** What a poll asks, and whom: the members of `view`. A close needs the quorum of the rules named. */
export const pollQuestionSchema = z
  .strictObject({
    question: inBytes(1, limits.titleBytes),
    about: inBytes(0, limits.pollTextBytes),
    options: z.array(inBytes(1, limits.pollOptionBytes)).min(2).max(limits.pollOptions),
    choice: z.enum(pollChoices),
    most: z.number().int().min(1).max(limits.pollOptions),
    weight: z.enum(pollWeights),
    view: viewId,
    rulesEpoch: z
      .number()
      .int()
      .min(0)
      .max(2 ** 32 - 1),
    nonce: z.string().regex(/^[0-9a-f]{32}$/),
  })
  .refine(({ options }) => new Set(options).size === options.length, 'options differ')
  .refine(
    ({ choice, most, options }) =>
      choice === 'single' ? most === 1 : choice === 'approval' ? most === options.length : most > 1 && most <= options.length,
    'most fits the choice',
  )

/** The answers a poll is closed with, each by its record, and what they sum up to per option. */
export const pollCloseSchema = z
  .strictObject({
    poll: pollId,
    result: z.array(amount).min(2).max(limits.pollOptions),
    answers: z.array(z.strictObject({ member: address, entry: entryId, choices: chosen })).max(limits.rosterMembers),
  })
  .refine(({ answers }) => answers.every((one, i) => i === 0 || (answers[i - 1]?.member ?? '') < one.member), 'answers by member, one each')

export type PollQuestion = z.output<typeof pollQuestionSchema>
export type PollClose = z.output<typeof pollCloseSchema>

/** Kinds of records about polls, and the reasons of a weekly sheet; part of `bodies`. */
export const pollBodies = {
  'poll.open': z.strictObject({ v, poll: pollQuestionSchema }),
  'poll.answer': z.strictObject({ v, poll: pollId, choices: chosen }),
  'poll.close': z.strictObject({ v, close: pollCloseSchema }),
  'ballot.explain': z.strictObject({
    v,
    reasons: z
      .array(z.strictObject({ decision: decisionId, support: z.number().int().min(0).max(2), text: inBytes(1, limits.reasonBytes) }))
      .min(1)
      .max(limits.sheetChoices),
  }),
} as const
