import { address, type Address, encode, fromHex, limits, postId, revisionId, to0x, toHex } from '@daomesh/protocol'
import { readFrame } from '@daomesh/network'
import { z } from 'zod'
import { marketLimits } from '../limits.ts'
import { bucketCount } from '../store/bucketOf.ts'
import type { HeldRow } from '../store/marketStore.ts'

export const marketProtocol = '/daomesh/market/1'

/** One frame of an exchange (I10): the opener asks, the other answers. */
export type MarketFrame =
  | { readonly type: 'hello'; readonly market: Uint8Array }
  /** One digest per bucket; empty where the market is another one. */
  | { readonly type: 'digests'; readonly digests: readonly Uint8Array[] }
  | { readonly type: 'askRows'; readonly buckets: readonly number[] }
  | { readonly type: 'rows'; readonly rows: readonly HeldRow[] }
  | { readonly type: 'askPosts'; readonly ids: readonly Uint8Array[] }
  | { readonly type: 'posts'; readonly wires: readonly Uint8Array[] }

const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.length === length)
export const digestBytes = 16
const t = z.literal
const row = z
  .tuple([exactly(20), exactly(16), z.number().int().min(0).max(limits.postRevisions), exactly(32)])
  .transform(([issuer, post, revision, id]): HeldRow => ({
    issuer: address.parse(to0x(issuer)) satisfies Address,
    post: postId.parse(toHex(post)),
    revision,
    id: revisionId.parse(toHex(id)),
  }))
const frames = {
  0: z.tuple([t(0), t(1), exactly(32)]).transform(([, , market]) => ({ type: 'hello', market }) as const),
  1: z
    .tuple([t(1), z.array(exactly(digestBytes)).refine(({ length }) => length === bucketCount || length === 0)])
    .transform(([, digests]) => ({ type: 'digests', digests }) as const),
  2: z
    .tuple([
      t(2),
      z
        .array(
          z
            .number()
            .int()
            .min(0)
            .max(bucketCount - 1),
        )
        .min(1)
        .max(marketLimits.bucketsPerAsk),
    ])
    .transform(([, buckets]) => ({ type: 'askRows', buckets }) as const),
  3: z.tuple([t(3), z.array(row).max(marketLimits.rowsPerAnswer)]).transform(([, rows]) => ({ type: 'rows', rows }) as const),
  4: z
    .tuple([t(4), z.array(exactly(32)).min(1).max(marketLimits.postsPerAsk)])
    .transform(([, ids]) => ({ type: 'askPosts', ids }) as const),
  5: z
    .tuple([t(5), z.array(z.instanceof(Uint8Array).refine(({ length }) => length <= limits.postBytes)).max(marketLimits.postsPerAsk)])
    .transform(([, wires]) => ({ type: 'posts', wires }) as const),
} as const

const wireOf = (f: MarketFrame): readonly unknown[] => {
  switch (f.type) {
    case 'hello':
      return [0, 1, f.market]
    case 'digests':
      return [1, f.digests]
    case 'askRows':
      return [2, f.buckets]
    case 'rows':
      return [3, f.rows.map(({ issuer, post, revision, id }) => [fromHex(issuer), fromHex(post), revision, fromHex(id)])]
    case 'askPosts':
      return [4, f.ids]
    case 'posts':
      return [5, f.wires]
  }
}

export const encodeMarketFrame = (frame: MarketFrame): Uint8Array => encode(wireOf(frame))

/** @throws DaomeshError `SYNC_FRAME` for anything that is not exactly one known frame in canonical form. */
export const decodeMarketFrame = (wire: Uint8Array): MarketFrame => readFrame<MarketFrame>(frames, wire)

export const marketFrames = { encode: encodeMarketFrame, decode: decodeMarketFrame }
