import { z } from 'zod'
import { codedError, id } from './shapes.ts'

/** What leaving would pay now. */
export const ragequitPreview = z.object({
  shares: id.amount,
  of: id.amount,
  /** `error`: the token does not say what is there; nobody can take a part of it. */
  payouts: z.array(z.object({ token: id.address, amount: id.amount, income: id.amount, error: codedError.nullable() })),
  /** Why the whole would fail now, and by which token, if one is to blame; null where it would go, or where no chain says so. */
  fails: z.object({ reason: z.string(), token: id.address.nullable() }).nullable(),
  /** What waits for a decision and changes by the exit: one's own ballot counts no more, or the treasury is too short to carry it out. */
  pending: z.array(z.object({ decision: id.decisionId, title: z.string(), effects: z.array(z.enum(['ballotLost', 'short'])) })),
})
