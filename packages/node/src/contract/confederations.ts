import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ragequitPreview } from './ragequitPreview.ts'
import { id, requestId } from './shapes.ts'

/** A DAO that agreed to a seat, or that a proposal under way would give one. */
export const seatRow = z.object({
  account: id.address,
  name: z.string().nullable(),
  power: id.amount,
  shares: id.amount,
  /** Its members' ballots say so, as the chain confirms it now. */
  agreed: z.boolean(),
  /** The proposal that would give it the seat; null while there is none. */
  decision: id.decisionId.nullable(),
  /** What it lets this DAO take, as the chain says now, of tokens on this DAO's list. Amounts in their smallest unit. */
  allows: z.array(z.object({ token: id.address, symbol: z.string(), decimals: z.number().int().nullable(), amount: id.amount })),
})

const tribute = z.exactOptional(z.object({ token: id.address, amount: id.amount }))
const reason = z.string().max(16_384)
const leaving = z.object({ as: id.spaceId, outer: id.spaceId, shares: id.amount, tokens: z.array(id.address) })
const submitted = z.object({ decision: id.decisionId, entry: id.entryId })

/** DAOs as members of DAOs: how they come in and leave. What they decide there is a matter of `proposals`. */
export const confederationsContract = {
  /** Puts to the members of the outer DAO that another one gets a seat; with `tribute` in one decision with taking that of it. */
  invite: oc
    .input(z.object({ requestId, space: id.spaceId, dao: id.address, power: id.amount, shares: id.amount, reason, tribute }))
    .output(submitted),
  /** Puts to the members of a DAO that it asks for a seat in another one, and agrees to it; with `tribute` in one decision with letting it take that. */
  apply: oc
    .input(
      z.object({
        requestId,
        as: id.spaceId,
        outer: id.address.nullable(),
        invite: z.string().max(8192).nullable(),
        power: id.amount,
        shares: id.amount,
        reason,
        tribute,
      }),
    )
    .output(z.object({ decision: id.decisionId })),
  /** DAOs that ask for a seat here, or that one is offered to. */
  seats: oc.input(z.object({ space: id.spaceId })).output(z.array(seatRow)),
  leavePreview: oc.input(leaving).output(ragequitPreview),
  /** Puts to the members of a DAO that it leaves another one, wholly or in part. */
  leave: oc.input(leaving.extend({ requestId, reason })).output(submitted),
}
