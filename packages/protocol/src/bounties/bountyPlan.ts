import { z } from 'zod'
import { hexBytes } from '../ids.ts'
import { limits } from '../limits.ts'
import { type Agreement, agreementSchema } from './agreement.ts'
import { type PlaceLeaf, placeLeafSchema } from './bountyPlace.ts'

/** One step down a pyramid: the number of a split, and the leaf in it. */
export type PlanStep = { readonly split: number; readonly index: number }

/**
 * A split somewhere below a bounty: the way down to the part that is split, the number, and all leaves. `signature`: of who takes that part over a split that
 * was planned (number 0), by its key or its members' ballots; empty where it has not signed, or where the chain holds the split.
 */
export type PlanSplit = {
  readonly way: readonly PlanStep[]
  readonly split: number
  readonly leaves: readonly PlaceLeaf[]
  readonly signature: `0x${string}`
}

/** How whoever takes a bounty passes it on, down to what is known below: every split after the one above it. */
export type BountyPlan = { readonly agreement: Agreement; readonly splits: readonly PlanSplit[] }

const split = z.number().int().min(0).max(32)

/** What fits the record of a deal. No words: those of the parts are for the parties of their deals. */
export const bountyPlanSchema: z.ZodType<BountyPlan> = z.strictObject({
  agreement: agreementSchema,
  splits: z
    .array(
      z.strictObject({
        way: z.array(z.strictObject({ split, index: z.number().int().min(0) })).max(limits.placeLevels),
        split,
        leaves: z.array(placeLeafSchema).min(1).max(limits.splitLeaves),
        signature: hexBytes.refine((text) => text === '0x' || (text.length >= 132 && text.length <= 2 + 2 * limits.daoSignatureBytes)),
      }),
    )
    .min(1)
    .max(limits.bundleSplits),
})
