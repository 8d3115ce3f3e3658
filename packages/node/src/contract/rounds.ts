import { limits } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id } from './shapes.ts'

const place = z.number().int().min(0).max(limits.roundProjects)
const seat = z.number().int().min(0).max(limits.rosterMembers)

/** A round of public goods; amounts in the smallest unit of its token, times in seconds of chain time. */
export const roundRow = z.object({
  round: id.roundId,
  confederation: id.address,
  token: id.address,
  status: z.enum(['contributing', 'countable', 'finalised', 'failed', 'calledOff']),
  closesAt: z.number().int(),
  finaliseBy: z.number().int(),
  pool: id.amount,
  contributed: id.amount,
})

export const roundPage = roundRow.extend({
  minimum: id.amount,
  capBps: z.number().int(),
  contentHash: id.bytes32,
  /** Seats of the confederation that have a root. */
  seats: z.array(seat),
  /** What of the pool is left, or would be if contributions ended now. */
  left: id.amount,
  projects: z.array(
    z.object({
      payee: id.address,
      contentHash: id.bytes32,
      contributed: id.amount,
      /** How many seats gave. */
      seats: z.number().int(),
      deserved: id.amount,
      matched: id.amount,
      paid: z.boolean(),
    }),
  ),
  /** `back`: what goes back of it, or went. */
  fundings: z.array(z.object({ funder: id.address, amount: id.amount, back: id.amount, refunded: z.boolean() })),
  /** What contributors can have back. */
  refunds: z.array(z.object({ account: id.address, amount: id.amount })),
  /** Results, and every fact with its transaction, block and log. */
  csv: z.string(),
})

export const roundsContract = {
  list: oc.output(z.array(roundRow)),
  /** `more`: contributions that somebody thinks of making, to see what they would change. */
  get: oc
    .input(
      z.object({
        round: id.roundId,
        more: z
          .array(z.object({ seat, project: place, amount: id.amount }))
          .max(100)
          .default([]),
      }),
    )
    .output(roundPage),
}
