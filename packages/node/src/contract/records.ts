import { z } from 'zod'
import { codedError, id, sentence } from './shapes.ts'

/** How far a transaction for a decision has come, as this node knows. */
export const anchorShape = z.object({
  state: z.enum(['none', 'queued', 'sent', 'anchored', 'final', 'failed']),
  transaction: id.bytes32.nullable(),
  gas: id.amount.nullable(),
  error: codedError.nullable(),
})

/** The recorded path of a proposal (R5): record, window, challenge, execute. Times in seconds of chain time, `now` included, for counting down. */
export const recordShape = z.object({
  status: z.enum(['absent', 'challengeable', 'waiting', 'executable', 'rejected', 'executed', 'expired', 'superseded']),
  now: z.number().int(),
  recordable: z.boolean(),
  /** Recording it would carry it out by the same transaction. */
  atOnce: z.boolean(),
  start: z.number().int().nullable(),
  windowEnd: z.number().int().nullable(),
  latestEnd: z.number().int().nullable(),
  executableFrom: z.number().int().nullable(),
  /** As recorded, weighed now. */
  passes: z.boolean().nullable(),
  /** Ballots that the record counts. */
  counted: z.number().int(),
  /** Whose ballots are known here and missing there. */
  missing: z.array(z.object({ account: id.address, name: z.string().nullable(), self: z.boolean() })),
  turns: z.boolean(),
  words: z.array(sentence),
  notice: sentence.nullable(),
  /** This node's own transactions. */
  sent: z.object({ record: anchorShape, challenge: anchorShape, execute: anchorShape }),
})
