import { z } from 'zod'
import { inBytes } from '../bodies/text.ts'
import { to0x, type Hex } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { fileName } from '../files/fileName.ts'
import { hashOf } from '../hash.ts'
import { address, amount, fileId } from '../ids.ts'
import { limits } from '../limits.ts'
import { chainOnPost, contactsOnPost, plainLine, postId, postTags, seconds } from './postFields.ts'

const exactly = (length: number) => z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && bytes.length === length)
const size = z.number().int().min(0).max(limits.fileBytes)

/** What is asked for one copy. `token` 0 is the chain's own coin; an amount of 0: the work is free, and opens by itself. */
export const priceSchema = z.strictObject({
  token: address,
  amount: amount.refine((text) => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << 128n),
})
export type Price = z.output<typeof priceSchema>

/** A file of the work: its id, by which anybody may fetch what is sealed, and what its sellers call it. */
const workFile = z.strictObject({ file: fileId, name: fileName, size })
/** A file that anybody may read before buying. */
const sample = z.strictObject({ file: fileId, key: exactly(32), name: fileName, size })
const apart = (files: readonly { readonly file: string; readonly name: string }[]): boolean =>
  new Set(files.map(({ file }) => file)).size === files.length && new Set(files.map(({ name }) => name)).size === files.length

/**
 * Finished work that a DAO sells, as a post of the market (version 2; version 1 is work that is wanted). Keyed (issuer, post, revision) as all posts. A
 * revision changes words, price, copies and end; the work itself, `files`, `box` and `lock`, stays what it was, so that one key opens it for every buyer.
 * `brief` is its page, Markdown. `box` holds the keys of the files, sealed under the key of the work, whose hash is `lock`.
 */
export const listingSchema = z
  .strictObject({
    v: z.literal(2),
    chain: chainOnPost,
    issuer: address,
    post: postId,
    revision: z.number().int().min(0).max(limits.postRevisions),
    title: plainLine(limits.titleBytes),
    brief: inBytes(0, limits.postBriefBytes),
    tags: postTags,
    price: priceSchema,
    /** How many are sold by this revision; 0 for as many as are asked for. */
    copies: z.number().int().min(0).max(limits.listingCopies),
    files: z.array(workFile).min(1).max(limits.listingFiles).refine(apart, 'two files alike'),
    samples: z.array(sample).max(limits.listingSamples).refine(apart, 'two files alike'),
    box: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
    lock: exactly(32),
    /** The key itself, of free work alone. */
    key: exactly(32).nullable(),
    expires: seconds,
    contact: contactsOnPost,
    closed: z.boolean(),
  })
  .refine(({ box, files }) => box.length === files.length * 32 + 16, { path: ['box'], message: 'one key for each file' })
  .refine(({ key, price }) => (key !== null) === (BigInt(price.amount) === 0n), { path: ['key'], message: 'of free work alone' })
export type Listing = z.output<typeof listingSchema>

/**
 * What a purchase is of: commits to the files, the sealed keys and the key that opens them, and to no word that may be changed later.
 * @example
 * const retitled = { ...listing, title: 'Another title' }
 * workOf(listing) === workOf(retitled) // => true
 * workOf(listing) === workOf({ ...listing, lock: new Uint8Array(32) }) // => false
 */
export const workOf = ({ files, box, lock }: Pick<Listing, 'files' | 'box' | 'lock'>): Hex =>
  to0x(hashOf('daomesh/work/1', encode([files.map(({ file, size: bytes }) => [file, bytes]), box, lock])))
