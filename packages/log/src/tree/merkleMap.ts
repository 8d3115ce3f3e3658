import { hashOf, sha256Hex } from '@daomesh/protocol'

/** A set of (key, leaf hash) under one root. Only what changed since the last root is hashed again. */
export type MerkleMap = {
  readonly set: (key: string, leaf: Uint8Array) => void
  readonly remove: (key: string) => void
  readonly root: () => Uint8Array
  /** What a root would hash now, but for the last of it, a few hundred hashes at a time. */
  readonly settle: (breathe: () => Promise<void>) => Promise<void>
  /** Hash of a bucket, 0 … 4095, as of the last root or settling; null for an empty one. */
  readonly bucketHash: (bucket: number) => Uint8Array | null
}

/** What a map begins with: hashes of its buckets, and their leaves where one of them changes. */
export type StoredBuckets = {
  readonly hashAt: (bucket: number) => Uint8Array | null
  readonly leavesIn: (bucket: number) => Iterable<readonly [key: string, leaf: Uint8Array]>
}

const groupSize = 64
export const bucketCount = groupSize * groupSize

/** `leaves` is null as long as nobody changed a stored bucket. */
type Bucket = { leaves: Map<string, Uint8Array> | null; hash: Uint8Array }

const numbered = (index: number, hash: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + hash.length)
  bytes[0] = index
  bytes.set(hash, 1)
  return bytes
}

const hashOfLeaves = (leaves: Map<string, Uint8Array>): Uint8Array => {
  if (leaves.size === 1) for (const leaf of leaves.values()) return hashOf('daomesh/tree/bucket/1', leaf)
  const keys = [...leaves.keys()].sort()
  return hashOf('daomesh/tree/bucket/1', ...keys.map((key) => leaves.get(key) ?? new Uint8Array()))
}

const groupHash = (hashes: Map<number, Uint8Array>): Uint8Array => {
  const parts = [...hashes].sort(([a], [b]) => a - b).map(([index, hash]) => numbered(index, hash))
  return hashOf('daomesh/tree/group/1', ...parts)
}

/** The bucket of a key: by its hash, so that nobody can fill one on purpose cheaply. */
export const bucketOf = (key: string): number => {
  const hash = Number.parseInt(sha256Hex(key).slice(0, 4), 16)
  return ((hash >> 8) & 63) * groupSize + (hash & 63)
}

/**
 * 64 groups of 64 buckets. Empty buckets take part in nothing, so a small map is cheap. The root depends on the pairs alone, never on the order in which
 * they came. A leaf must commit to its key.
 */
export const merkleMap = (stored: StoredBuckets | null = null): MerkleMap => {
  const groups = new Map<number, Map<number, Bucket>>()
  const groupHashes = new Map<number, Uint8Array>()
  const dirty = new Map<number, Set<number>>()
  let root = groupHash(groupHashes)
  /** Groups that were hashed since. */
  let moved = false

  const inGroup = (group: number): Map<number, Bucket> => {
    const known = groups.get(group) ?? new Map<number, Bucket>()
    groups.set(group, known)
    return known
  }
  const leavesOf = (group: number, index: number, bucket: Bucket): Map<string, Uint8Array> =>
    (bucket.leaves ??= new Map(stored?.leavesIn(group * groupSize + index)))
  const touch = (group: number, bucket: number): void => {
    const known = dirty.get(group)
    if (known) known.add(bucket)
    else dirty.set(group, new Set([bucket]))
  }
  const rehash = (group: number, touched: Set<number>): void => {
    moved = true
    const buckets = inGroup(group)
    for (const index of touched) {
      const leaves = buckets.get(index)?.leaves
      if (leaves?.size === 0) buckets.delete(index)
      else if (leaves) buckets.set(index, { leaves, hash: hashOfLeaves(leaves) })
    }
    if (buckets.size === 0) {
      groups.delete(group)
      groupHashes.delete(group)
    } else groupHashes.set(group, groupHash(new Map([...buckets].map(([index, bucket]) => [index, bucket.hash]))))
    dirty.delete(group)
  }
  for (let bucket = 0; stored !== null && bucket < bucketCount; bucket++) {
    const hash = stored.hashAt(bucket)
    if (hash === null) continue
    const group = Math.floor(bucket / groupSize)
    inGroup(group).set(bucket % groupSize, { leaves: null, hash })
    if (!dirty.has(group)) dirty.set(group, new Set())
  }
  const place = (key: string): readonly [number, number] => {
    const bucket = bucketOf(key)
    return [Math.floor(bucket / groupSize), bucket % groupSize]
  }

  return {
    set: (key, leaf) => {
      const [group, index] = place(key)
      const buckets = inGroup(group)
      const bucket = buckets.get(index) ?? { leaves: new Map<string, Uint8Array>(), hash: leaf }
      buckets.set(index, bucket)
      leavesOf(group, index, bucket).set(key, leaf)
      touch(group, index)
    },
    remove: (key) => {
      const [group, index] = place(key)
      const bucket = groups.get(group)?.get(index)
      if (bucket && leavesOf(group, index, bucket).delete(key)) touch(group, index)
    },
    root: () => {
      for (const [group, touched] of dirty) rehash(group, touched)
      if (moved) root = groupHash(groupHashes)
      moved = false
      return root
    },
    settle: async (breathe) => {
      // What becomes dirty meanwhile is left to the root, or this might never end.
      const waiting = [...dirty]
      for (const [group, touched] of waiting) {
        // A root may have been asked for meanwhile.
        if (dirty.get(group) === touched) rehash(group, touched)
        await breathe()
      }
    },
    bucketHash: (bucket) => groups.get(Math.floor(bucket / groupSize))?.get(bucket % groupSize)?.hash ?? null,
  }
}
