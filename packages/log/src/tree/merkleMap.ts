import { hashOf, sha256, utf8 } from '@daomesh/protocol'

/** A set of (key, leaf hash) under one root. Only what changed since the last root is hashed again. */
export type MerkleMap = {
  readonly set: (key: string, leaf: Uint8Array) => void
  readonly remove: (key: string) => void
  readonly root: () => Uint8Array
}

type Bucket = { readonly leaves: Map<string, Uint8Array>; hash: Uint8Array }

const numbered = (index: number, hash: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + hash.length)
  bytes[0] = index
  bytes.set(hash, 1)
  return bytes
}

const bucketHash = (leaves: Map<string, Uint8Array>): Uint8Array => {
  if (leaves.size === 1) for (const leaf of leaves.values()) return hashOf('daomesh/tree/bucket/1', leaf)
  const keys = [...leaves.keys()].sort()
  return hashOf('daomesh/tree/bucket/1', ...keys.map((key) => leaves.get(key) ?? new Uint8Array()))
}

const groupHash = (hashes: Map<number, Uint8Array>): Uint8Array => {
  const parts = [...hashes].sort(([a], [b]) => a - b).map(([index, hash]) => numbered(index, hash))
  return hashOf('daomesh/tree/group/1', ...parts)
}

/**
 * 64 groups of 64 buckets, chosen by the hash of the key so that nobody can fill one bucket on purpose cheaply. Empty buckets take part in nothing,
 * so a small map is cheap. The root depends on the pairs alone, never on the order in which they came. A leaf must commit to its key.
 */
export const merkleMap = (): MerkleMap => {
  const groups = new Map<number, Map<number, Bucket>>()
  const groupHashes = new Map<number, Uint8Array>()
  const dirty = new Map<number, Set<number>>()
  let root = groupHash(groupHashes)

  const place = (key: string): readonly [number, number] => {
    const hash = sha256(utf8(key))
    return [(hash[0] ?? 0) & 63, (hash[1] ?? 0) & 63]
  }
  const touch = (group: number, bucket: number): void => {
    const known = dirty.get(group)
    if (known) known.add(bucket)
    else dirty.set(group, new Set([bucket]))
  }
  const rehash = (group: number, touched: Set<number>): void => {
    const buckets = groups.get(group) ?? new Map<number, Bucket>()
    for (const index of touched) {
      const bucket = buckets.get(index)
      if (bucket?.leaves.size === 0) buckets.delete(index)
      else if (bucket) bucket.hash = bucketHash(bucket.leaves)
    }
    if (buckets.size === 0) {
      groups.delete(group)
      groupHashes.delete(group)
    } else groupHashes.set(group, groupHash(new Map([...buckets].map(([index, bucket]) => [index, bucket.hash]))))
  }

  return {
    set: (key, leaf) => {
      const [group, index] = place(key)
      const buckets = groups.get(group) ?? new Map<number, Bucket>()
      groups.set(group, buckets)
      const bucket = buckets.get(index) ?? { leaves: new Map<string, Uint8Array>(), hash: leaf }
      buckets.set(index, bucket)
      bucket.leaves.set(key, leaf)
      touch(group, index)
    },
    remove: (key) => {
      const [group, index] = place(key)
      if (groups.get(group)?.get(index)?.leaves.delete(key) === true) touch(group, index)
    },
    root: () => {
      if (dirty.size > 0) {
        for (const [group, touched] of dirty) rehash(group, touched)
        dirty.clear()
        root = groupHash(groupHashes)
      }
      return root
    },
  }
}
