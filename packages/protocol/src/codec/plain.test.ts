import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, toHex, utf8 } from '../bytes.ts'
import type { Cbor } from './cbor.ts'
import { generalDecode, generalEncode } from './encode.ts'
import { plainDecode } from './plainDecode.ts'
import { plainEncode } from './plainEncode.ts'

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const odd = fc.constantFrom('', '/', 'asCID', 'bytes', '__proto__', 'constructor', 'toJSON', '\ufeffb', 'a'.repeat(300))
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(23, 24, 255, 256, 65_535, 65_536, 2 ** 32, 2 ** 53 - 1, -(2 ** 53) + 1, -0),
)
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, undefined, 1n, 2n ** 63n, new Date(0), new Map()),
    number,
    text,
    odd,
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    fc.array(tie('value'), { maxLength: 30 }),
    fc.dictionary(fc.oneof(text, odd), tie('value'), { maxKeys: 6 }),
  ),
}))

const outcome = (run: () => unknown): unknown => {
  try {
    return { is: run() }
  } catch {
    return 'refused'
  }
}

test('P1: the narrow encoder writes what the general one would, or nothing', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const plain = plainEncode(value)
      if (plain !== null) expect(outcome(() => toHex(generalEncode(value)))).toEqual({ is: toHex(plain) })
    }),
    { numRuns: 1_000 },
  )
})

/** Encodings of something with a few bytes changed, taken out, or put in. */
const spoilt = fc
  .tuple(anyValue, fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'put'), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }))
  .map(([value, changes]) => {
    const made = outcome(() => generalEncode(value))
    let bytes = typeof made === 'object' && made !== null && 'is' in made ? (made.is as Uint8Array) : new Uint8Array([0xf6])
    for (const [where, what, byte] of changes) {
      const at = bytes.length === 0 ? 0 : where % bytes.length
      bytes = concatBytes(
        bytes.subarray(0, at),
        what === 'cut' ? new Uint8Array() : Uint8Array.of(byte),
        bytes.subarray(what === 'put' ? at : at + 1),
      )
    }
    return bytes
  })

test('P2/D1: the narrow decoder reads what the general one would, or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 12 })), (bytes) => {
      const plain = plainDecode(bytes)
      // Vitest takes a key named constructor for the type of its object.
      if (plain !== undefined)
        expect([
          toHex(bytes),
          isDeepStrictEqual(
            outcome(() => generalDecode(bytes)),
            { is: plain },
          ),
        ]).toEqual([toHex(bytes), true])
    }),
    { numRuns: 4_000 },
  )
})

test('P1: what records are made of is read and written by the narrow codec, from a Buffer too', () => {
  const record: Cbor = {
    v: 1,
    about: 'ab'.repeat(32),
    replyTo: null,
    text: 'Ça va, a sentence with letters of several bytes: ½ 日本',
    at: -1_790_000_000_000,
    list: [[], {}, true, false, new Uint8Array(300)],
  }
  const bytes = plainEncode(record)
  expect(bytes === null ? null : toHex(bytes)).toBe(toHex(generalEncode(record)))
  expect(plainDecode(bytes ?? new Uint8Array())).toEqual(record)
  expect(plainDecode(Buffer.from(bytes ?? new Uint8Array()))).toEqual(record)
})

test('D1: what is read holds no part of the bytes it was read from', () => {
  const bytes = generalEncode([utf8('abc')])
  const read = plainDecode(bytes) as Uint8Array[]
  bytes.fill(0)
  expect(read[0]).toEqual(utf8('abc'))
})

test('D1: what nests deep, or has two values for a key, is left to the general codec', () => {
  let deep: Cbor = 1
  for (let i = 0; i < 100; i++) deep = [deep]
  expect([plainEncode(deep), plainDecode(generalEncode(deep))]).toEqual([null, undefined])
  expect(plainDecode(Uint8Array.of(0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2))).toBeUndefined()
  expect(plainDecode(Uint8Array.of(0xa2, 0x61, 0x62, 1, 0x61, 0x61, 2))).toBeUndefined()
})
