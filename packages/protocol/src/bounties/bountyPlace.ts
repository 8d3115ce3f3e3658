import { z } from 'zod'
import { amount, bytes32, hexBytes } from '../ids.ts'
import { limits } from '../limits.ts'
import { type Agreement, agreementSchema } from './agreement.ts'
import type { SplitRoot } from './escrowGroups.ts'
import { type Terms, termsSchema } from './terms.ts'

const word = amount.refine((text) => /^\d{1,39}$/.test(text) && BigInt(text) < 1n << 128n).transform((text) => BigInt(text))

/** A leaf of a split: the agreement with who does that part, and the split that this one had planned before. */
export type PlaceLeaf = { readonly agreement: Agreement; readonly planned: SplitRoot | null }

/** One level of the way down: a whole split, and the leaf in it that the way goes through. `signature`: of a key over a planned split (number 0), else empty. */
export type PlaceLevel = {
  readonly split: number
  readonly index: number
  readonly leaves: readonly PlaceLeaf[]
  readonly signature: `0x${string}`
}

/**
 * Where a bounty stands in a pyramid: the agreement at its top, and every split on the way down to it. `terms`: the words of that bounty, where its deal does not
 * hold them already.
 */
export type BountyPlace = { readonly root: Agreement; readonly levels: readonly PlaceLevel[]; readonly terms: Terms | null }

export const placeLeafSchema: z.ZodType<PlaceLeaf> = z.strictObject({
  agreement: agreementSchema,
  planned: z.strictObject({ root: bytes32, sum: word }).nullable(),
})

/** What fits the record of a deal: no words but its own, since those of other parts are for the parties of their deals. */
export const bountyPlaceSchema: z.ZodType<BountyPlace> = z.strictObject({
  root: agreementSchema,
  levels: z
    .array(
      z.strictObject({
        split: z.number().int().min(0).max(32),
        index: z.number().int().min(0),
        leaves: z.array(placeLeafSchema).min(1).max(limits.splitLeaves),
        signature: hexBytes.refine((text) => text.length === 2 || text.length === 132),
      }),
    )
    .min(1)
    .max(limits.placeLevels),
  terms: termsSchema.nullable(),
})
