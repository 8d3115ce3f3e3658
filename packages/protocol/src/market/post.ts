import { z } from 'zod'
import { inBytes } from '../bodies/text.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hexHashOf } from '../hash.ts'
import { address, amount } from '../ids.ts'
import { limits } from '../limits.ts'
import { type Listing, listingSchema } from './listing.ts'
import { chainOnPost, contactsOnPost, plainLine, postId, postTags, type RevisionId, seconds, sortedAndUnique } from './postFields.ts'

/** What is offered. `token` 0 is the chain's own coin; `power`: votes in the issuing DAO, which its members promise in the deal. */
export const rewardSchema = z.strictObject({
  token: address,
  amount: amount.refine((text) => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << 128n),
  power: amount.refine((text) => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << 64n).optional(),
})
export type Reward = z.output<typeof rewardSchema>

/**
 * A post of the market: what somebody would have done, and what for. It binds nobody. Self-contained, keyed (issuer, post, revision); `deadline` and
 * `expires` are seconds of chain time: by when the work should be delivered, and until when the post stands. The issuer is an account or a DAO.
 */
export const postSchema = z.strictObject({
  v: z.literal(1),
  chain: chainOnPost,
  issuer: address,
  post: postId,
  revision: z.number().int().min(0).max(limits.postRevisions),
  title: plainLine(limits.titleBytes),
  brief: inBytes(0, limits.postBriefBytes),
  tags: postTags,
  reward: rewardSchema,
  deadline: seconds,
  expires: seconds,
  openTo: z.union([
    z.enum(['anyone', 'daos']),
    z.array(address).min(1).max(limits.postHunters).refine(sortedAndUnique, 'sorted and unique'),
  ]),
  /** Where peers of the issuer can be dialled. */
  contact: contactsOnPost,
  /** Taken back or taken: it stands as long as what it replaces could. */
  closed: z.boolean(),
})
export type Post = z.output<typeof postSchema>

/** What travels in the market: work that is wanted (version 1), or finished work of a DAO that is for sale (version 2). */
export type MarketPost = Post | Listing

/**
 * Whether a post of the market is work for sale.
 * @example
 * isListing(marketPost) // => false
 */
export const isListing = (post: MarketPost): post is Listing => post.v === 2

const schemaOf = (v: unknown) => (v === 2 ? listingSchema : postSchema)

const malformed = (reason: string, cause?: unknown): DaomeshError => new DaomeshError('POST_MALFORMED', { meta: { reason }, cause })

/**
 * The canonical bytes of a post, after its form was checked as a reader will check it.
 * @throws DaomeshError `POST_MALFORMED` with the field.
 * @example
 * decodePost(encodePost(marketPost)).title // => 'A fence for the orchard'
 */
export const encodePost = (post: MarketPost): Uint8Array => {
  const parsed = schemaOf(post.v).safeParse(post)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  return encode(parsed.data)
}

/**
 * The post that these bytes are.
 * @throws DaomeshError `POST_MALFORMED`, `POST_NEWER` for a version that only a newer app reads.
 * @example
 * decodePost(Uint8Array.of(0xff)) // throws POST_MALFORMED
 */
export const decodePost = (bytes: Uint8Array): MarketPost => {
  let raw: unknown
  try {
    raw = decode(bytes)
  } catch (cause) {
    throw malformed('encoding', cause)
  }
  const v = typeof raw === 'object' && raw !== null && 'v' in raw ? raw.v : null
  if (Number.isSafeInteger(v) && Number(v) > 2) throw new DaomeshError('POST_NEWER')
  const parsed = schemaOf(v).safeParse(raw)
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path.join('.') ?? '', parsed.error)
  return parsed.data
}

/**
 * The id of a revision: the hash of its canonical bytes, under a label of its own.
 * @example
 * revisionIdOf(encodePost(marketPost)) === revisionIdOf(encodePost({ ...marketPost, revision: 2 })) // => false
 */
export const revisionIdOf = (bytes: Uint8Array): RevisionId => hexHashOf('daomesh/post/1', bytes) as RevisionId

/**
 * Whether a revision takes the place of another one of the same post: the higher one does, of two equal ones that with the larger id.
 * @example
 * outranks({ revision: 2, id: 'aa' }, { revision: 1, id: 'bb' }) // => true
 * outranks({ revision: 1, id: 'aa' }, { revision: 1, id: 'bb' }) // => false
 */
export const outranks = (
  one: { readonly revision: number; readonly id: string },
  other: { readonly revision: number; readonly id: string },
): boolean => (one.revision === other.revision ? one.id > other.id : one.revision > other.revision)
