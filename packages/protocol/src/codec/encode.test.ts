import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import type { Cbor } from './cbor.ts'
import { decode, encode } from './encode.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const { value: anyValue } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    text,
    fc.uint8Array({ maxLength: 12 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((made) => ({ ...made })),
  ),
}))

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return error instanceof DaomeshError ? error.code : `not ours: ${String(error)}`
  }
  return 'none'
}

test('P1: what is encoded decodes to the same, and equal content has equal bytes', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bytes = encode(value)
      expect(decode(bytes)).toEqual(value)
      expect(toHex(encode(decode(bytes)))).toBe(toHex(bytes))
    }),
  )
})

test('P1: what comes out is a plain Uint8Array whose slices are copies', () => {
  const bytes = encode([1, 2])
  const copy = bytes.slice()
  copy[0] = 0
  expect(bytes.constructor).toBe(Uint8Array)
  expect(bytes[0]).toBe(0x82)
})

test('P1: the order in which keys were written does not show', () => {
  expect(toHex(encode({ b: 1, a: 2, aa: 3 }))).toBe(toHex(encode({ aa: 3, a: 2, b: 1 })))
})

test('P1: undefined, NaN, infinities, dates and functions have no encoding', () => {
  for (const value of [undefined, { a: undefined }, Number.NaN, Number.POSITIVE_INFINITY, new Date(0), () => 1, 2n ** 64n])
    expect(codeOf(() => encode(value))).toBe('CODEC_UNENCODABLE')
})

test('P2/D1: other encodings of the same content are refused', () => {
  const foreign = {
    'one in two bytes': '1801',
    'one in nine bytes': '1b0000000000000001',
    'array of unknown length': '9f01ff',
    'text of unknown length': '7f6161ff',
    'keys out of order': 'a2616201616102',
    'a key twice': 'a2616101616102',
    'number as half float': 'f93c00',
    undefined: 'f7',
    NaN: 'fb7ff8000000000000',
    'text that is not UTF-8': '61ff',
    'a tag': 'c11a514b67b0',
    'bytes behind the end': '0101',
    nothing: '',
    'a cut text': '6461',
    'a huge length': '9b7fffffffffffffff',
    'a map key that is no text': 'a10102',
  }
  for (const [name, hex] of Object.entries(foreign)) expect([name, codeOf(() => decode(fromHex(hex)))]).toEqual([name, 'CODEC_MALFORMED'])
})

test('P2/D1: random and mutated bytes end in one error, or in the only encoding of what they say', () => {
  const accepts = (bytes: Uint8Array) => {
    const code = codeOf(() => decode(bytes))
    if (code === 'none') expect(toHex(encode(decode(bytes)))).toBe(toHex(bytes))
    else expect(code).toBe('CODEC_MALFORMED')
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), accepts), { numRuns: 500 })
  fc.assert(
    fc.property(anyValue, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, flip) => {
      const bytes = encode(value)
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip
      accepts(bytes)
    }),
    { numRuns: 500 },
  )
})

test('P2/D7: a map nested as deep as the bytes allow is an error, not a crash', () => {
  for (const depth of [4000, 5000, 200_000]) {
    const bytes = new Uint8Array(depth + 1).fill(0x81)
    bytes[depth] = 0
    expect(['none', 'CODEC_MALFORMED']).toContain(codeOf(() => decode(bytes)))
  }
  expect(codeOf(() => decode(new Uint8Array(200_001).fill(0x81)))).toBe('CODEC_MALFORMED')
})

test('P2/D7: a key named __proto__ stays a key and reaches no prototype', () => {
  const bytes = fromHex(`a1695f5f70726f746f5f5fa1646e616d656178`)
  const value = decode(bytes) as Record<string, unknown>
  expect(Object.getPrototypeOf(value) === null || !('name' in (Object.getPrototypeOf(value) as object))).toBe(true)
  expect(value['name']).toBeUndefined()
  expect(({} as Record<string, unknown>)['name']).toBeUndefined()
})
