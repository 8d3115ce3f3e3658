import { secp256k1 } from '@noble/curves/secp256k1.js'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex } from '../bytes.ts'
import { keccak256 } from '../hash.ts'
import { fromCompactSignature, toCompactSignature } from './compactSignature.ts'

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
const word = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))

/** r, s, v of real signatures, in the form wallets give them. */
const sign = (text: string): Uint8Array => {
  const digest = keccak256(new TextEncoder().encode(text))
  const signature = secp256k1.sign(digest, fromHex('11'.repeat(32)), { prehash: false, format: 'recovered' })
  return concatBytes(signature.subarray(1), Uint8Array.of(27 + (signature[0] ?? 0)))
}

describe('toCompactSignature', () => {
  test('C3 keeps r and the low s, with the parity in the top bit', () => {
    for (let i = 0; i < 16; i++) {
      const signature = sign(`text ${i}`)
      const compact = toCompactSignature(signature)
      const yParityAndS = toBigInt(compact.subarray(32))
      expect(compact).toHaveLength(64)
      expect(compact.subarray(0, 32)).toEqual(signature.subarray(0, 32))
      expect(yParityAndS & ((1n << 255n) - 1n)).toBe(toBigInt(signature.subarray(32, 64)))
      expect(Number(yParityAndS >> 255n)).toBe((signature[64] ?? 0) - 27)
    }
  })

  test('C3 and back', () => {
    for (let i = 0; i < 16; i++) expect(fromCompactSignature(toCompactSignature(sign(`back ${i}`)))).toEqual(sign(`back ${i}`))
    expect(() => fromCompactSignature(sign('long'))).toThrow('INPUT_INVALID')
  })

  test('C3 a high s and its low twin become the same bytes', () => {
    const low = sign('twins')
    const high = concatBytes(low.subarray(0, 32), word(order - toBigInt(low.subarray(32, 64))), Uint8Array.of(55 - (low[64] ?? 0)))
    expect(toCompactSignature(high)).toEqual(toCompactSignature(low))
  })

  test('C3 takes 0 and 1 for the recovery byte, and what is compact already', () => {
    const signature = sign('forms')
    const compact = toCompactSignature(signature)
    const other = concatBytes(signature.subarray(0, 64), Uint8Array.of((signature[64] ?? 0) - 27))
    expect(toCompactSignature(other)).toEqual(compact)
    expect(toCompactSignature(compact)).toEqual(compact)
  })

  test('C3 refuses other lengths, recovery bytes and an s out of range', () => {
    const signature = sign('wrong')
    const replaced = (s: bigint, v: number): Uint8Array => concatBytes(signature.subarray(0, 32), word(s), Uint8Array.of(v))
    for (const wrong of [
      signature.subarray(0, 63),
      concatBytes(signature, Uint8Array.of(0)),
      replaced(1n, 29),
      replaced(0n, 27),
      replaced(order, 27),
    ])
      expect(() => toCompactSignature(wrong)).toThrow('INPUT_INVALID')
  })
})
