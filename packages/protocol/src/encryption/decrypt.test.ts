import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decryptXChaCha } from './decrypt.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

test('P10: the platform opens exactly what the portable cipher sealed, and nothing that was changed', () => {
  fc.assert(
    fc.property(
      bytes(32),
      bytes(24),
      fc.uint8Array({ maxLength: 90 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(),
      (key, nonce, bound, text, at) => {
        const sealed = xchacha20poly1305(key, nonce, bound).encrypt(text)
        expect(decryptXChaCha(key, nonce, bound, sealed)).toEqual(text)
        const inBuffer = Buffer.concat([Uint8Array.of(1), nonce, sealed])
        expect(decryptXChaCha(Buffer.from(key), inBuffer.subarray(1, 25), Buffer.from(bound), inBuffer.subarray(25))).toEqual(text)
        const changed = sealed.slice()
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1
        expect(() => decryptXChaCha(key, nonce, bound, changed)).toThrow(Error)
        expect(() => decryptXChaCha(key, nonce, Uint8Array.from([...bound, 1]), sealed)).toThrow(Error)
      },
    ),
  )
  for (const length of [0, 1, 15])
    expect(() => decryptXChaCha(new Uint8Array(32), new Uint8Array(24), new Uint8Array(), new Uint8Array(length))).toThrow(Error)
  expect(() => decryptXChaCha(new Uint8Array(32), new Uint8Array(3), new Uint8Array(), new Uint8Array(40))).toThrow(Error)
})
