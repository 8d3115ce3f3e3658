import { encode, fromHex, hashOf } from '@daomesh/protocol'
import { bucketCount, bucketOf } from '../store/bucketOf.ts'
import type { MarketStore, PostKey } from '../store/marketStore.ts'
import { digestBytes } from './frames.ts'

/** Over what a bucket holds. A digest only says where to look: two peers may well keep different posts, and nothing follows from it. */
export const createDigests = (store: Pick<MarketStore, 'bucket'>) => {
  const known = new Map<number, Uint8Array>()
  const of = (bucket: number): Uint8Array => {
    const before = known.get(bucket)
    if (before !== undefined) return before
    const rows = store.bucket(bucket).map(({ issuer, post, revision, id }) => [fromHex(issuer), fromHex(post), revision, fromHex(id)])
    const digest = hashOf('daomesh/market/digest/1', encode(rows)).slice(0, digestBytes)
    known.set(bucket, digest)
    return digest
  }
  return {
    all: (): readonly Uint8Array[] => Array.from({ length: bucketCount }, (_, bucket) => of(bucket)),
    of,
    touch: (key: PostKey): void => void known.delete(bucketOf(key)),
    touchAll: (): void => known.clear(),
  }
}

export type Digests = ReturnType<typeof createDigests>
