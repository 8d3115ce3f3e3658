import { z } from 'zod'
import { lineInBytes } from '../bodies/text.ts'
import { bytes32, hexId } from '../ids.ts'
import { limits } from '../limits.ts'

declare const brand: unique symbol
/** 32 hex digits, drawn by the author: names a post of its issuer over all its revisions. */
export type PostId = string & { readonly [brand]: 'PostId' }
/** 64 hex digits: the hash of one revision of a post, which its device signs. */
export type RevisionId = string & { readonly [brand]: 'RevisionId' }
export const postId = hexId<PostId>(32)
export const revisionId = hexId<RevisionId>(64)

export const seconds = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40 - 1)

/** Lower case, NFC, letters and digits with hyphens inside: so that one tag has one spelling. */
export const postTag = lineInBytes(1, limits.postTagBytes).refine(
  (text) => /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(text) && text === text.toLowerCase().normalize('NFC'),
  'lower case letters, digits and hyphens',
)

export const sortedAndUnique = (list: readonly string[]): boolean => list.every((text, i) => i === 0 || (list[i - 1] ?? '') < text)

/** Letters that turn the direction of what stands after them, or that nobody sees, have no place in a line of a list. */
export const plainLine = (max: number) =>
  lineInBytes(1, max).refine((text) => text.trim() === text && !/[\p{Cf}\p{Zl}\p{Zp}]/u.test(text), 'one plain line')

export const chainOnPost = z.strictObject({ chainId: z.string().regex(/^[1-9][0-9]{0,77}$/), genesisHash: bytes32 })
export const postTags = z.array(postTag).max(limits.postTags).refine(sortedAndUnique, 'sorted and unique')
/** Where peers of the issuer can be dialled. */
export const contactsOnPost = z.array(plainLine(limits.postContactBytes)).max(limits.postContacts)
