import { z } from 'zod'
import { inBytes } from '../bodies/text.ts'
import { type Hex, to0x } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { fileName } from '../files/fileName.ts'
import { sha256 } from '../hash.ts'
import { bountyId, fileId } from '../ids.ts'
import { limits } from '../limits.ts'

/**
 * What was made for a bounty (the id of its agreement): Markdown, and files. `hash` is the SHA-256 of a file's content, so that an arbiter who is given the
 * file in any way knows it; `file` is where members of the space fetch it. Sizes in bytes.
 */
export const deliverySchema = z.strictObject({
  v: z.literal(1),
  bounty: bountyId,
  note: inBytes(0, limits.commentBytes),
  files: z
    .array(
      z.strictObject({
        file: fileId,
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: fileName,
        size: z.number().int().min(0).max(limits.fileBytes),
      }),
    )
    .max(limits.briefFiles),
})
export type Delivery = z.output<typeof deliverySchema>

/**
 * What `deliver` tells the escrow of it: SHA-256 of its canonical bytes, every letter and every file.
 * @example
 * const delivery = { v: 1 as const, bounty: bountyIdOf(1n, factory, agreement), note: 'Done.', files: [] }
 * deliveryHashOf(delivery) === deliveryHashOf({ ...delivery, note: 'Done!' }) // => false
 */
export const deliveryHashOf = (delivery: Delivery): Hex => to0x(sha256(encode({ ...delivery })))
