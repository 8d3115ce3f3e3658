import { z } from 'zod'
import { inBytes, lineInBytes } from '../bodies/text.ts'
import { type Hex, to0x } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { sha256 } from '../hash.ts'
import { limits } from '../limits.ts'

/** A seat's power fits 64 bits. */
const power = z.string().refine((text) => /^[1-9][0-9]{0,19}$/.test(text) && BigInt(text) < 1n << 64n, 'more than 0, in 64 bits')

/**
 * What is to be done, in words: title, canonical Markdown, words to find it by, and the SHA-256 of each file that belongs to it. `power`: what the hunter
 * gets in the issuing DAO beside the money, in whole units, once all of that was paid; its members promise it by a decision.
 */
export const termsSchema = z.strictObject({
  v: z.literal(1),
  title: lineInBytes(1, limits.titleBytes),
  brief: inBytes(0, limits.contentBytes),
  tags: z.array(lineInBytes(1, limits.tagBytes)).max(limits.tags),
  files: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(limits.briefFiles),
  power: z.exactOptional(power),
})
export type Terms = z.output<typeof termsSchema>

/**
 * The canonical bytes of terms: whoever has them can show what an agreement is about.
 * @example
 * decodeTerms(encodeTerms({ v: 1, title: 'Lamp', brief: 'A lamp.', tags: [], files: [] })).title // => 'Lamp'
 */
export const encodeTerms = ({ power: promised, ...terms }: Terms): Uint8Array =>
  encode(promised === undefined ? terms : { ...terms, power: promised })

/**
 * The one value that these bytes are.
 * @throws DaomeshError `BOUNTY_TERMS` for anything else.
 * @example
 * decodeTerms(Uint8Array.of(0x80)) // throws BOUNTY_TERMS
 */
export const decodeTerms = (bytes: Uint8Array): Terms => {
  try {
    return termsSchema.parse(decode(bytes))
  } catch (cause) {
    throw new DaomeshError('BOUNTY_TERMS', { cause })
  }
}

/**
 * What an agreement commits to of its terms, every letter of them: SHA-256 of the canonical bytes.
 * @example
 * const terms = { v: 1 as const, title: 'Lamp', brief: 'A lamp.', tags: [], files: [] }
 * termsHashOf(terms) === termsHashOf({ ...terms, brief: 'Two lamps.' }) // => false
 */
export const termsHashOf = (terms: Terms): Hex => to0x(sha256(encodeTerms(terms)))
