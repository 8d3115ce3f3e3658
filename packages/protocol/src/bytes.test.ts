import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareBytes, concatBytes, equalBytes, fromBase64Url, fromHex, to0x, toBase64Url, toHex, utf8 } from './bytes.ts'
import { hashOf, sha256Hex } from './hash.ts'
import { address, amount, decisionId, draftId, entryId } from './ids.ts'

const bytes = fc.uint8Array({ maxLength: 40 })

test('P16: hex and base64url are exact both ways', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(fromHex(toHex(value))).toEqual(value)
      expect(fromHex(to0x(value).toUpperCase().replace('0X', '0x'))).toEqual(value)
      expect(toBase64Url(value)).toBe(Buffer.from(value).toString('base64url'))
      expect(fromBase64Url(toBase64Url(value))).toEqual(value)
    }),
  )
})

test('P16/D1: texts that are no hex or no base64url, or encode the same bytes another way, are refused', () => {
  for (const text of ['a', '0xabc', 'zz', '0x0x', ' ab']) expect(() => fromHex(text)).toThrow(RangeError)
  for (const text of ['A', 'AB', 'AAB', 'A=', 'A+A/', 'AA ']) expect(() => fromBase64Url(text)).toThrow(RangeError)
})

test('P16: bytes compare as an order and join as they stand', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(equalBytes(a, b)).toBe(compareBytes(a, b) === 0)
      expect(Math.sign(compareBytes(a, b))).toBe(-Math.sign(compareBytes(b, a)) || 0)
      expect(Math.sign(compareBytes(a, b))).toBe(Math.sign(Buffer.compare(a, b)))
      expect(concatBytes(a, b)).toEqual(Uint8Array.from([...a, ...b]))
    }),
  )
})

test('P16: hashes of different purpose or differently cut parts never agree', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      fc.pre(b.length > 0)
      expect(toHex(hashOf('x', a, b))).not.toBe(toHex(hashOf('x', concatBytes(a, b))))
      expect(toHex(hashOf('x', a, b))).not.toBe(toHex(hashOf('y', a, b)))
      expect(toHex(hashOf('x', a, b))).not.toBe(toHex(hashOf('x', concatBytes(a, b.subarray(0, 1)), b.subarray(1))))
    }),
  )
})

test('P16: a text is hashed as its UTF-8 bytes, whatever letters it has and however long it is', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constant('é'.repeat(5_000)),
  )
  fc.assert(
    fc.property(text, bytes, (one, other) => {
      expect(utf8(one)).toEqual(new TextEncoder().encode(one))
      expect(sha256Hex(one)).toBe(sha256Hex(utf8(one)))
      expect(toHex(hashOf('x', one, other, one))).toBe(toHex(hashOf('x', utf8(one), other, utf8(one))))
    }),
  )
})

test('P16: our ids are lower case without prefix; ids of the chain are brought to lower case', () => {
  expect(address.parse(`0x${'AB'.repeat(20)}`)).toBe(`0x${'ab'.repeat(20)}`)
  expect(decisionId.parse(`0x${'AB'.repeat(32)}`)).toBe(`0x${'ab'.repeat(32)}`)
  expect(entryId.safeParse('AB'.repeat(32)).success).toBe(false)
  expect(draftId.safeParse('ab'.repeat(32)).success).toBe(false)
  expect(['0', '1', '10', '9'.repeat(78)].every((text) => amount.safeParse(text).success)).toBe(true)
  expect(['', '00', '-1', '1.0', '0x1', '9'.repeat(79)].some((text) => amount.safeParse(text).success)).toBe(false)
})
