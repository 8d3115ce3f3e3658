import { decode as cborDecode, encode as cborEncode } from '@ipld/dag-cbor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalBytes, fromHex } from '../bytes.ts'
import { encode } from './encode.ts'
import { isPlainlyCanonical } from './plainForm.ts'

/** What canonical means: decoded and encoded again the bytes are the same. */
const isCanonical = (bytes: Uint8Array): boolean => {
  try {
    return equalBytes(cborEncode(cborDecode(bytes)), bytes)
  } catch {
    return false
  }
}
const decodes = (bytes: Uint8Array): boolean => {
  try {
    cborDecode(bytes)
    return true
  } catch {
    return false
  }
}
/** null for what no map of a record can be: the encoder takes some shapes for a link. */
const encoded = (value: unknown): Uint8Array | null => {
  try {
    return cborEncode(value).slice()
  } catch {
    return null
  }
}
/** It may only ever say yes where the long way does. */
const agrees = (bytes: Uint8Array): void => {
  if (decodes(bytes) && isPlainlyCanonical(bytes)) expect([bytes, isCanonical(bytes)]).toEqual([bytes, true])
}

const key = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('/', '__proto__', 'constructor', 'bytes', 'asCID', 'toString', 'then', 'a', 'b', 'aa'),
)
const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, -24, -25, -257),
)
const { item } = fc.letrec<{ item: unknown }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    numbers,
    key,
    fc.uint8Array({ maxLength: 30 }),
    fc.array(tie('item'), { maxLength: 30 }),
    fc.dictionary(key, tie('item'), { maxKeys: 30 }),
  ),
}))
const mostly = { numRuns: 1_500 }

test('P2/D1: bytes that are told canonical in one pass are those that encode to themselves, mutated and cut ones too', () => {
  fc.assert(
    fc.property(item, fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 3 }), (value, at, byte, how) => {
      const bytes = encoded(value)
      fc.pre(bytes !== null)
      agrees(bytes)
      if (how === 0) bytes[at % bytes.length] = byte
      agrees(how === 1 ? bytes.slice(0, at % bytes.length) : how === 2 ? Uint8Array.from([...bytes, byte]) : bytes)
    }),
    mostly,
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 24 }), agrees), mostly)
})

test('P2: what peers send is told so, and what only looks like it is not', () => {
  const record = {
    kind: 'ballot.cast',
    list: [0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, -1, -300],
    id: new Uint8Array(300),
    no: null,
    yes: true,
  }
  expect(isPlainlyCanonical(encode(record))).toBe(true)
  const odd = [
    '1801',
    '190001',
    '1a00000001',
    '1b0000000000000001',
    'a2616201616102',
    'a2616101616102',
    'a2626161016162f6',
    '0000',
    '',
    'f7',
  ]
  for (const hex of odd) expect([hex, isPlainlyCanonical(fromHex(hex))]).toEqual([hex, false])
  // These are looked at the long way.
  for (const value of ['é', 1.5, 2 ** 33, { '/': 1 }, { constructor: 1 }])
    expect([value, isPlainlyCanonical(cborEncode(value))]).toEqual([value, false])
})
