import { concatBytes } from '../bytes.ts'
import { hashOf } from '../hash.ts'
import { entryDomain, signedBytes } from './header.ts'

// What a device writes in one go it signs in one go: the root of a binary tree whose leaves are what each entry would be signed for alone. Every entry
// carries that signature and its own way up to the root, so that it proves itself without the others. (Merkle, "A digital signature based on a
// conventional encryption function", 1987; in groups: Pavlovski and Boyd, "Efficient batch signature generation using tree structures", 1999.)

/** An Ed25519 signature. */
const plainBytes = 64
const hashBytes = 32
/** From the bottom up, one bit each: whether the other side stands on the left. */
const sidesBytes = 1
const mostLevels = 6

/** So many entries share a signature at most: the way up has six levels then. */
export const mostSignedTogether = 2 ** mostLevels

/** Of the signature of an entry, in bytes: 64 alone, up to 257 in company. */
export const mostSignatureBytes = plainBytes + sidesBytes + mostLevels * hashBytes

const levelsOf = ({ length }: Uint8Array): number => (length - plainBytes - sidesBytes) / hashBytes

/** Whether bytes have the form of a signature of an entry: alone, or in company with one to six levels, and no side without a level. */
export const isSignatureForm = (signature: Uint8Array): boolean => {
  if (signature.length === plainBytes) return true
  const levels = levelsOf(signature)
  return Number.isInteger(levels) && levels >= 1 && levels <= mostLevels && (signature[plainBytes] ?? 0) < 2 ** levels
}

const pairOf = (left: Uint8Array, right: Uint8Array): Uint8Array => hashOf(`${entryDomain}/pair`, left, right)
const togetherOf = (root: Uint8Array): Uint8Array => hashOf(`${entryDomain}/together`, root)

const rootFrom = (leaf: Uint8Array, signature: Uint8Array): Uint8Array => {
  const sides = signature[plainBytes] ?? 0
  let node = leaf
  for (let level = 0; level < levelsOf(signature); level++) {
    const at = plainBytes + sidesBytes + level * hashBytes
    const other = signature.subarray(at, at + hashBytes)
    node = (sides >> level) % 2 === 1 ? pairOf(other, node) : pairOf(node, other)
  }
  return node
}

/** What the device key signed, and its 64 bytes. */
export type DeviceSigned = { readonly message: Uint8Array; readonly signature: Uint8Array }

/**
 * What is left to check of the signature of an entry: entries that were signed together give the same, so that one check serves them all.
 * @param signature of the form that `parseEntry` lets through.
 * @example
 * const headerBytes = encodeHeader(header)
 * signedMessageOf(headerBytes, deviceKey.sign(signedBytes(headerBytes))).message // => signedBytes(headerBytes)
 */
export const signedMessageOf = (headerBytes: Uint8Array, signature: Uint8Array): DeviceSigned => {
  const leaf = signedBytes(headerBytes)
  if (signature.length === plainBytes) return { message: leaf, signature }
  return { message: togetherOf(rootFrom(leaf, signature)), signature: signature.subarray(0, plainBytes) }
}

type Way = { sides: number; readonly others: Uint8Array[] }

/** Pairs neighbours until one is left; who has none at a level goes up alone. */
const climb = (leaves: readonly Uint8Array[]): { readonly root: Uint8Array; readonly ways: readonly Way[] } => {
  const ways = leaves.map((): Way => ({ sides: 0, others: [] }))
  let level = leaves.map((hash, i) => ({ hash, below: [i] }))
  const note = (below: readonly number[], other: Uint8Array, isOnTheLeft: boolean): void => {
    for (const i of below) {
      const way = ways[i]
      if (way === undefined) continue
      if (isOnTheLeft) way.sides |= 2 ** way.others.length
      way.others.push(other)
    }
  }
  while (level.length > 1) {
    const next: typeof level = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]]
      if (left === undefined) continue
      if (right === undefined) {
        next.push(left)
        continue
      }
      note(left.below, right.hash, false)
      note(right.below, left.hash, true)
      next.push({ hash: pairOf(left.hash, right.hash), below: [...left.below, ...right.below] })
    }
    level = next
  }
  return { root: level[0]?.hash ?? new Uint8Array(), ways }
}

const signGroup = (leaves: readonly Uint8Array[], sign: (message: Uint8Array) => Uint8Array): readonly Uint8Array[] => {
  const [only] = leaves
  if (only !== undefined && leaves.length === 1) return [sign(only)]
  const { root, ways } = climb(leaves)
  const signature = sign(togetherOf(root))
  return ways.map(({ sides, others }) => concatBytes(signature, Uint8Array.of(sides), ...others))
}

/**
 * Signs headers, 64 at a time under one signature; one alone in the plain form.
 * @returns the signature of each, in their order.
 * @example
 * const headers = [1, 2, 3].map((at) => encodeHeader({ ...header, at }))
 * signTogether(headers, deviceKey.sign).map(({ length }) => length) // => [64 + 1 + 2 * 32, 64 + 1 + 2 * 32, 64 + 1 + 32]
 */
export const signTogether = (headers: readonly Uint8Array[], sign: (message: Uint8Array) => Uint8Array): readonly Uint8Array[] => {
  const signatures: Uint8Array[] = []
  for (let at = 0; at < headers.length; at += mostSignedTogether)
    signatures.push(...signGroup(headers.slice(at, at + mostSignedTogether).map(signedBytes), sign))
  return signatures
}
