import { fileName, limits, postId } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bountyOutcome } from './bountyShapes.ts'
import { base64, id, requestId } from './shapes.ts'

const key = { issuer: id.address, post: postId }
const tag = z.string().min(1).max(64)

/** `symbol` and `decimals` are what the token says of itself; `known`: the chain's own coin, or on a list of one of this node's DAOs. */
export const priceShape = z.object({
  token: id.address,
  amount: id.amount,
  symbol: z.string(),
  decimals: z.number().int().nullable(),
  known: z.boolean(),
})

/** Words of a listing are a stranger's: they are shown as text, its Markdown without pictures, HTML or links that open by themselves. */
export const listingRow = z.object({
  ...key,
  revision: z.number().int(),
  title: z.string(),
  /** The first words of its page, in one line. */
  excerpt: z.string(),
  tags: z.array(z.string()),
  price: priceShape,
  files: z.number().int(),
  /** Of all files together. */
  bytes: z.number().int(),
  /** Seconds of chain time. */
  expires: z.number().int(),
  /** As the chain says now: what was paid for this work, by whatever quote. */
  sold: z.number().int(),
  /** null: as many as are asked for. */
  copiesLeft: z.number().int().nullable(),
  /** A DAO of this node sells it. */
  own: z.boolean(),
  level: z.number().int().nullable(),
  /** Where this node's account stands: `none`, it paid and the payment is not final, it waits for the key, the files come, or all of it is here. */
  mine: z.enum(['none', 'paying', 'waiting', 'fetching', 'here']),
})

const fileShape = z.object({
  file: id.fileId,
  name: fileName,
  size: z.number().int(),
  state: z.enum(['absent', 'waiting', 'fetching', 'partial', 'whole', 'failed']),
})

export const takings = z.object({ price: priceShape, copies: z.number().int() })

export const listingPage = listingRow.extend({
  brief: z.string(),
  work: z.array(fileShape),
  samples: z.array(fileShape),
  closed: z.boolean(),
  over: z.boolean(),
  /** The member account whose device signed it. */
  signedBy: id.address,
  /** What a purchase is told by on the chain. */
  quote: id.bytes32,
  /** The contract that is paid, and where it sends all of it. */
  till: id.address,
  /** Accounts that somebody paid for, of them those that say that the files opened. */
  buyers: z.number().int(),
  opened: z.number().int(),
  taken: z.array(takings),
  /** The DAO's space, where this node is in it. */
  space: id.spaceId.nullable(),
})

export const purchaseRow = z.object({
  quote: id.bytes32,
  ...key,
  title: z.string(),
  price: priceShape,
  /** Whose copy it is. */
  reader: id.address,
  state: z.enum(['paying', 'waiting', 'fetching', 'here']),
  files: z.array(fileShape),
  /** Milliseconds. */
  at: z.number(),
  transaction: id.bytes32.nullable(),
})

/** What a DAO sold, by listing: a page of its books that anybody can make from the chain. */
export const salesRow = z.object({
  ...key,
  title: z.string(),
  price: priceShape,
  closed: z.boolean(),
  over: z.boolean(),
  sold: z.number().int(),
  copiesLeft: z.number().int().nullable(),
  buyers: z.number().int(),
  opened: z.number().int(),
  taken: z.array(takings),
  sales: z.array(
    z.object({ reader: id.address, payer: id.address, price: priceShape, at: z.number(), final: z.boolean(), transaction: id.bytes32 }),
  ),
})

/** A purchase whose money was not distributed since. `income`: what lies in the DAO's income inbox in that token, of whatever source; null while the chain does not say. */
export const soldRow = z.object({
  space: id.spaceId,
  /** Of the DAO. */
  name: z.string(),
  ...key,
  title: z.string(),
  reader: id.address,
  payer: id.address,
  price: priceShape,
  at: z.number(),
  final: z.boolean(),
  transaction: id.bytes32,
  income: priceShape.nullable(),
})

const words = {
  title: z.string().min(1).max(limits.titleBytes),
  brief: z.string().max(limits.postBriefBytes),
  tags: z.array(tag).max(limits.postTags),
  price: z.object({ token: id.address, amount: id.amount }),
  /** 0: as many as are asked for. */
  copies: z.number().int().min(0).max(limits.listingCopies),
  /** How long the price stands from now on. */
  days: z.number().int().min(1).max(90),
}
const written = z.object({ ...key, revision: z.number().int() })
const ofPurchase = { quote: id.bytes32 }

export const listingsContract = {
  search: oc
    .input(
      z.object({
        text: z.string().max(400),
        tags: z.array(tag).max(limits.postTags),
        issuer: id.address.nullable(),
        token: id.address.nullable(),
        sort: z.enum(['relevance', 'newest', 'price']),
        offset: z.number().int().min(0).max(10_000),
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(
      z.object({
        rows: z.array(listingRow),
        total: z.number().int(),
        atLeast: z.boolean(),
        tags: z.array(z.object({ tag: z.string(), posts: z.number().int() })),
      }),
    ),
  get: oc.input(z.object(key)).output(listingPage),
  /** For the inbox of members: what was bought of their DAOs and is not divided yet. */
  sold: oc.output(z.array(soldRow)),
  /** A DAO's books: what it sells and sold. */
  ofDao: oc.input(z.object({ space: id.spaceId })).output(z.array(salesRow)),
  /** `files`, `samples`: entries of files that the DAO shares; samples are for everybody. */
  publish: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        ...words,
        files: z.array(id.entryId).min(1).max(limits.listingFiles),
        samples: z.array(id.entryId).max(limits.listingSamples),
      }),
    )
    .output(written),
  /** Other words, another price, more time: the work stays what it is. */
  revise: oc.input(z.object({ requestId, space: id.spaceId, post: postId, ...words })).output(written),
  withdraw: oc.input(z.object({ requestId, space: id.spaceId, post: postId })).output(written),
  /** Pays for a copy: `as` null for this account, else by a proposal to the members of that DAO, whose copy it is then. */
  /** `quote`: what was shown; where the seller says otherwise by now, nothing is paid. */
  buy: oc.input(z.object({ requestId, ...key, as: id.spaceId.nullable(), quote: id.bytes32.optional() })).output(bountyOutcome),
  /** Opens a free work. */
  open: oc.input(z.object({ requestId, ...key })).output(z.object(ofPurchase)),
  /** Fetches a sample of a listing. */
  fetchSample: oc.input(z.object({ requestId, ...key, file: id.fileId })).output(z.object({ file: id.fileId })),
  /** A piece of a sample, or of a file of a work whose key is here, from `at` on; `next` is null at its end. */
  read: oc
    .input(z.object({ ...key, file: id.fileId, at: z.number().int().min(0) }))
    .output(z.object({ content: base64, next: z.number().int().nullable() })),
  purchases: oc.output(z.array(purchaseRow)),
  /** The same of what was bought, also when its listing is over. */
  readPurchase: oc
    .input(z.object({ ...ofPurchase, file: id.fileId, at: z.number().int().min(0) }))
    .output(z.object({ content: base64, next: z.number().int().nullable() })),
}
