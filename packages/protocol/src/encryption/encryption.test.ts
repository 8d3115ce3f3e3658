import { expect, test } from 'vitest'
import { toHex, utf8 } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { encodeHeader, type EntryHeader } from '../entry/header.ts'
import { hash, laterHeader, openingHeader } from '../fixtures/entries.ts'
import { sha256 } from '../hash.ts'
import { openBody, sealBody } from './bodies.ts'
import { chainKey, exchangePublicKey, isExchangeKey, openChainedKey, openSealedKey, sealKey } from './sealedKeys.ts'

const bytes = (name: string) => sha256(utf8(name))
const key = bytes('key')
const nonce = bytes('nonce').subarray(0, 24)
const plaintext = utf8('Pay the hosting')
const unreadable = (run: () => unknown): boolean => {
  try {
    run()
  } catch (error) {
    return error instanceof DaomeshError && error.code === 'BODY_UNREADABLE'
  }
  return false
}
const sealed = sealBody(key, nonce, laterHeader, plaintext)
/** The header as it travels with this body. */
const around = (header: EntryHeader): Uint8Array => encodeHeader({ ...header, bodySize: sealed.length })

test('P10: a body opens with its key under its own header, and shows nothing of itself', () => {
  expect(openBody(key, around(laterHeader), sealed)).toEqual(plaintext)
  expect(toHex(sealed)).not.toContain(toHex(plaintext))
  expect(sealed.length).toBe(24 + plaintext.length + 16)
})

test('P10: the hash of the ciphertext is not bound, since it comes after it', () => {
  expect(openBody(key, around({ ...laterHeader, bodyHash: hash('x') }), sealed)).toEqual(plaintext)
})

test('P10/D2: a body moved to any other header does not open', () => {
  const changes: Partial<EntryHeader>[] = [
    { space: hash('x') as never },
    { log: hash('x') as never },
    { seq: 8 },
    { prev: hash('x') as never },
    { parents: [] },
    { view: hash('x') as never },
    { at: 1 },
    { device: hash('x') as never },
    { kind: 'profile.set' },
    { keyId: null },
  ]
  for (const change of changes)
    expect([change, unreadable(() => openBody(key, around({ ...laterHeader, ...change }), sealed))]).toEqual([change, true])
  expect(unreadable(() => openBody(key, around(openingHeader), sealed))).toBe(true)
})

test('P10/D1: a wrong key, any changed byte and any cut are unreadable, never garbage', () => {
  expect(unreadable(() => openBody(bytes('other'), around(laterHeader), sealed))).toBe(true)
  for (let at = 0; at < sealed.length; at++) {
    const mutated = sealed.slice()
    mutated[at] = (mutated[at] ?? 0) ^ 1
    expect(unreadable(() => openBody(key, around(laterHeader), mutated))).toBe(true)
    expect(unreadable(() => openBody(key, around(laterHeader), sealed.subarray(0, at)))).toBe(true)
  }
})

test('P11: a key sealed to a device opens there and nowhere else', () => {
  const [mine, other] = [bytes('mine'), bytes('other')]
  const box = sealKey(key, exchangePublicKey(mine), bytes('ephemeral'))
  expect(openSealedKey(box, mine)).toEqual(key)
  expect(unreadable(() => openSealedKey(box, other))).toBe(true)
  for (let at = 0; at < box.length; at++) {
    const mutated = box.slice()
    mutated[at] = (mutated[at] ?? 0) ^ 1
    // The top bit of an X25519 point is ignored by the curve and bound by the wrapping key.
    expect([at, unreadable(() => openSealedKey(mutated, mine))]).toEqual([at, true])
  }
  expect(unreadable(() => openSealedKey(box.subarray(0, 31), mine))).toBe(true)
  expect(unreadable(() => openSealedKey(new Uint8Array(80), mine))).toBe(true)
})

test('P11/D9: an exchange key is refused exactly where nothing could be sealed to it', () => {
  const little = (value: bigint) => Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
  const prime = 2n ** 255n - 19n
  const eight = 325606250916557431795983626356110631294008115727848805560023387167927233504n
  const other = 39382357235489614581723060781553021112529911719440698176882885853963445705823n
  const deaf = [0n, 1n, prime - 1n, prime, prime + 1n, eight, other, eight + 2n ** 255n, 2n ** 255n].map(little)
  const fine = [9n, 2n, prime - 2n].map(little)
  const seals = (receiver: Uint8Array): boolean => {
    try {
      return sealKey(key, receiver, bytes('ephemeral')).length === 80
    } catch {
      return false
    }
  }
  for (const receiver of [...deaf, ...fine, exchangePublicKey(bytes('mine'))]) expect(isExchangeKey(receiver)).toBe(seals(receiver))
  expect([...deaf, ...fine].filter((receiver) => !isExchangeKey(receiver))).toHaveLength(deaf.length)
})

test('P11: each key opens its predecessor, and not the other way round', () => {
  const [first, second] = [bytes('first'), bytes('second')]
  const chained = chainKey(second, first, nonce)
  expect(openChainedKey(second, chained)).toEqual(first)
  expect(unreadable(() => openChainedKey(first, chained))).toBe(true)
  expect(unreadable(() => openChainedKey(second, chained.subarray(1)))).toBe(true)
})
