import { z } from 'zod'
import { id } from './shapes.ts'

/** Of chain time, as contracts hold it. */
const seconds = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40 - 1)

/** The power that an offer promises the hunter in the issuing DAO, in whole units, and how far its members have carried that. */
export const promiseShape = z.object({
  power: id.amount,
  /** What the hunter has there now, and all power there is. */
  held: id.amount,
  total: id.amount,
  /**
   * `words`: nobody signed yet. `unsigned`: its members are asked. `signed`: their ballots pass it, and it waits for the payment. `ready`: it can be given.
   * `refused`: they did not pass it. `lapsed`: less than all was paid.
   */
  state: z.enum(['words', 'unsigned', 'refused', 'signed', 'ready', 'given', 'lapsed']),
  /** Members with power that said yes, as far as their ballots are here, of how many. */
  yes: z.number().int(),
  of: z.number().int(),
  /** The proposal to the members, where this node is in that DAO and it was written. */
  question: z
    .object({
      space: id.spaceId,
      decision: id.decisionId,
      closesAt: seconds,
      open: z.boolean(),
      mine: z.enum(['for', 'against', 'abstain']).nullable(),
    })
    .nullable(),
})

/** What a proposal promises for a bounty, worked out from its calls. */
export const promisedShape = z.object({
  bounty: id.bytes32,
  title: z.string(),
  hunter: id.address,
  hunterName: z.string().nullable(),
  /** Whether the hunter is a DAO, and whether it has a seat here already. */
  dao: z.boolean(),
  member: z.boolean(),
  power: id.amount,
  /** The power of the hunter from which it was worked out, and all power there is now. */
  held: id.amount,
  total: id.amount,
  /** What became of the money: it is given once all was paid, and not where less was. */
  paid: z.enum(['open', 'whole', 'less']),
  /** Where it was agreed, if that is open here. */
  deal: z.object({ space: id.spaceId, offer: id.offerId }).nullable(),
})
