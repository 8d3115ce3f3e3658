import { copyBytes } from '../bytes.ts'
import type { Cbor } from './cbor.ts'
import { textAt } from './textAt.ts'

/** Deeper than any record: what nests further is for the general decoder to refuse. */
const deepest = 48
/** A CID hides behind these names; no record has one. */
const oddKeys: ReadonlySet<string> = new Set(['', '/', 'asCID', '__proto__'])

let source = new Uint8Array()
let at = 0

/** The argument of a head in its shortest form, or -1. */
const argument = (low: number): number => {
  if (low < 24) return low
  if (low > 27) return -1
  const size = 1 << (low - 24)
  if (at + size > source.length) return -1
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + (source[at++] ?? 0)
  const least = low === 24 ? 24 : 256 ** (size / 2)
  return value < least || value >= Number.MAX_SAFE_INTEGER ? -1 : value
}

const text = (length: number): string | undefined => {
  const start = at
  if (start + length > source.length) return undefined
  at += length
  return textAt(source, start, at)
}

const array = (length: number, depth: number): Cbor | undefined => {
  if (depth > deepest || length > source.length - at) return undefined
  const items: Cbor[] = []
  for (let i = 0; i < length; i++) {
    const item = value(depth + 1)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

/** Shorter keys first, then by their letters; each once. */
const follows = (key: string, before: string): boolean => key.length > before.length || (key.length === before.length && key > before)

const keyOf = (): string | undefined => {
  const first = source[at++] ?? 0
  if (first >> 5 !== 3) return undefined
  const length = argument(first & 31)
  const start = at
  const key = length < 0 ? undefined : text(length)
  // Of letters with one byte each the order of bytes is that of the text.
  return key?.length !== at - start || oddKeys.has(key) ? undefined : key
}

const map = (length: number, depth: number): Cbor | undefined => {
  if (depth > deepest) return undefined
  const made: Record<string, Cbor> = {}
  let before = ''
  for (let i = 0; i < length; i++) {
    const key = keyOf()
    if (key === undefined || !follows(key, before)) return undefined
    const item = value(depth + 1)
    if (item === undefined) return undefined
    made[key] = item
    before = key
  }
  return made
}

const simple = (first: number): Cbor | undefined => (first === 0xf6 ? null : first === 0xf5 ? true : first === 0xf4 ? false : undefined)

const value = (depth: number): Cbor | undefined => {
  const first = source[at++]
  if (first === undefined) return undefined
  const major = first >> 5
  if (major > 5) return simple(first)
  const size = argument(first & 31)
  if (size < 0) return undefined
  if (major === 0) return size
  if (major === 1) return -1 - size
  if (major === 3) return text(size)
  if (major === 4) return array(size, depth)
  if (major === 5) return map(size, depth)
  if (at + size > source.length) return undefined
  at += size
  return copyBytes(source.subarray(at - size, at))
}

/**
 * Reads what records are made of, in its one canonical encoding: several times faster than decoding and encoding again, which it stands for.
 * @returns undefined for everything else, good or bad: the general decoder decides about it.
 */
export const plainDecode = (bytes: Uint8Array): Cbor | undefined => {
  source = bytes as Uint8Array<ArrayBuffer>
  at = 0
  const read = value(0)
  const isWhole = at === bytes.length
  source = new Uint8Array()
  return isWhole ? read : undefined
}
