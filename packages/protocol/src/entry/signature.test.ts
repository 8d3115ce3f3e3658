import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, equalBytes, utf8 } from '../bytes.ts'
import { body, isSigned, laterHeader, signedEntry } from '../fixtures/entries.ts'
import { hashOf, sha256 } from '../hash.ts'
import { encodeHeader, signedBytes } from './header.ts'
import { isSignatureForm, mostSignatureBytes, mostSignedTogether, signedMessageOf, signTogether } from './signature.ts'
import { decodeEntry, encodeEntry } from './wire.ts'

const secret = sha256(utf8('device'))
const key = ed25519.getPublicKey(secret)
const headersOf = (count: number, from = 1): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, i) => encodeHeader({ ...laterHeader, at: from + i }))
const holds = (headerBytes: Uint8Array, signature: Uint8Array): boolean => {
  const signed = signedMessageOf(headerBytes, signature)
  return isSignatureForm(signature) && ed25519.verify(signed.signature, signed.message, key)
}
const sign = (message: Uint8Array): Uint8Array => ed25519.sign(message, secret)

test('P105: of any number that is written together each proves itself alone, and the device signs once for 64 of them', () => {
  for (let count = 0; count <= 66; count++) {
    let signings = 0
    const headers = headersOf(count)
    const signatures = signTogether(headers, (message) => {
      signings++
      return sign(message)
    })
    expect([count, signatures.length, signings]).toEqual([count, count, Math.ceil(count / mostSignedTogether)])
    expect([count, signatures.every(isSignatureForm)]).toEqual([count, true])
    for (const i of new Set([0, count >> 1, count - 1]))
      if (count > 0) expect([count, i, holds(headers[i] ?? body, signatures[i] ?? body)]).toEqual([count, i, true])
  }
})

test('P105: one alone is signed as it always was, and those together leave one thing to check', () => {
  const [alone] = signTogether(headersOf(1), sign)
  expect(isSigned(headersOf(1)[0] ?? body, alone ?? body)).toBe(true)
  const headers = headersOf(mostSignedTogether)
  const signatures = signTogether(headers, sign)
  const messages = headers.map((headerBytes, i) => signedMessageOf(headerBytes, signatures[i] ?? body))
  const [first] = messages
  expect(
    messages.every(
      ({ message, signature }) => equalBytes(message, first?.message ?? body) && equalBytes(signature, first?.signature ?? body),
    ),
  ).toBe(true)
  expect(Math.max(...signatures.map(({ length }) => length))).toBe(mostSignatureBytes)
})

test('P105/D2: the way of one is no way of another, and no changed byte of it holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (count, a, place, flip) => {
      const headers = headersOf(count)
      const signatures = signTogether(headers, sign)
      const i = a % count
      const [headerBytes = body, signature = body, other = body] = [headers[i], signatures[i], signatures[(i + 1) % count]]
      const changed = signature.slice()
      changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ flip
      expect(holds(headerBytes, signature)).toBe(true)
      expect([holds(headerBytes, changed), holds(headerBytes, other), holds(headersOf(1, 99)[0] ?? body, signature)]).toEqual([
        false,
        false,
        false,
      ])
    }),
    { numRuns: 60 },
  )
})

test('P105/D2: neither a node of the tree nor the root passes for an entry, nor what an entry is signed for alone for a root', () => {
  const [left = body, right = body] = headersOf(2)
  const [signature = body] = signTogether([left, right], sign)
  const pair = hashOf('daomesh/entry/1/pair', signedBytes(left), signedBytes(right))
  // The root as a header, and the signature cut to the plain form.
  for (const forged of [pair, left, right, concatBytes(signedBytes(left), signedBytes(right))])
    expect(holds(forged, signature.subarray(0, 64))).toBe(false)
  // A plain signature with a way behind it.
  const plain = signedEntry(laterHeader)
  expect(holds(plain.headerBytes, concatBytes(plain.signature, Uint8Array.of(0), pair))).toBe(false)
})

test('P105/D1: no other length and no side without a level is read', () => {
  const entry = signedEntry(laterHeader)
  const codeOf = (signature: Uint8Array): unknown => {
    try {
      decodeEntry(encodeEntry({ ...entry, signature }))
      return 'read'
    } catch (error) {
      return error
    }
  }
  for (const [length, sides, outcome] of [
    [64, 0, 'read'],
    [97, 1, 'read'],
    [97, 2, 'refused'],
    [257, 63, 'read'],
    [257, 64, 'refused'],
    [289, 0, 'refused'],
    [65, 0, 'refused'],
    [96, 0, 'refused'],
    [63, 0, 'refused'],
    [0, 0, 'refused'],
  ] as const) {
    const signature = new Uint8Array(length)
    if (length > 64) signature[64] = sides
    const found = codeOf(signature)
    expect([length, sides, found === 'read' ? found : 'refused']).toEqual([length, sides, outcome])
    if (found !== 'read') expect(found).toMatchObject({ code: 'ENTRY_MALFORMED' })
  }
})
