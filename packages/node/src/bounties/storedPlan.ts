import { type Agreement, agreementSchema, decode, encode, type Hex, hexBytes, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import { type BundleLeaf, bundleShape } from './bountyBundle.ts'

/** Leaves of a planned split, the agreement that it splits (null in a row of an older version), and the signature of a key over it where there is one. */
export type Plan = { readonly agreement: Agreement | null; readonly leaves: readonly BundleLeaf[]; readonly signature: Hex }
/** `place` among the plans of this disk: the highest was made last, and stands in the place of those before it. */
export type StoredPlan = Plan & { readonly place: number }

const shape = z.strictObject({
  v: z.literal(1),
  agreement: agreementSchema.nullable().default(null),
  leaves: bundleShape.shape.splits.element.shape.leaves,
  signature: hexBytes,
  place: z.number().int().nonnegative().default(0),
})

export const writePlan = (plan: StoredPlan): Uint8Array => encode(toRecord({ v: 1, ...plan }))

/** @throws ZodError, DaomeshError for damaged bytes. */
export const readPlan = (bytes: Uint8Array): StoredPlan => {
  const { v: _, ...plan } = shape.parse(decode(bytes))
  return plan
}
