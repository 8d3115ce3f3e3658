import { z } from 'zod'
import { inBytes, lineInBytes } from '../bodies/text.ts'
import { type Hex, to0x } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { sha256 } from '../hash.ts'
import { limits } from '../limits.ts'

/** A text that stands under a heading: no line of it is a heading itself, so that texts can be told apart again. */
const textUnderHeading = inBytes(0, limits.roundTextBytes).refine((text) => !/^#/m.test(text) && text.trim() === text, {
  message: 'no line begins with #, and no space or empty line stands around it',
})

/** What a round, or a project of it, is about, in words: a name in one line, and a text. */
export const roundWordsSchema = z.strictObject({
  title: lineInBytes(1, limits.titleBytes).refine((text) => text.trim() === text, 'no space stands around it'),
  about: textUnderHeading,
})
export type RoundWords = z.output<typeof roundWordsSchema>

/**
 * What a round and each of its projects commit to of their words: SHA-256 of the canonical bytes.
 * @example
 * roundWordsHashOf({ title: 'Well', about: '' }) === roundWordsHashOf({ title: 'Wells', about: '' }) // => false
 */
export const roundWordsHashOf = ({ title, about }: RoundWords): Hex => to0x(sha256(encode({ v: 1, title, about })))
