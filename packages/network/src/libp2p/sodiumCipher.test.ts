import { randomBytes } from 'node:crypto'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadFrameCipher, noiseCryptoWith } from './sodiumCipher.ts'

const plain = (bytes: { readonly subarray: () => Uint8Array }): readonly number[] => [...bytes.subarray()]

test('T11 frames are sealed and opened by libsodium exactly as without it and a changed one is refused', () => {
  const sodium = loadFrameCipher()
  expect(sodium).not.toBeNull()
  const ours = noiseCryptoWith(sodium)
  expect(noiseCryptoWith(null)).toBe(defaultCrypto)
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(32), fc.nat(3000), (length, boundLength, at) => {
      const [text, bound, nonce, key] = [randomBytes(length), randomBytes(boundLength), randomBytes(12), randomBytes(32)].map(
        (bytes) => new Uint8Array(bytes),
      ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
      const sealed = plain(ours.chaCha20Poly1305Encrypt(text, nonce, bound, key))
      expect(sealed).toEqual(plain(defaultCrypto.chaCha20Poly1305Encrypt(text, nonce, bound, key)))
      expect(plain(ours.chaCha20Poly1305Decrypt(Uint8Array.from(sealed), nonce, bound, key))).toEqual([...text])
      // Where it came in, as the connection asks for it.
      const came = Uint8Array.from(sealed)
      expect(plain(ours.chaCha20Poly1305Decrypt(came, nonce, bound, key, came.subarray(0, length)))).toEqual([...text])
      const changed = Uint8Array.from(sealed)
      changed[at % changed.length]! ^= 1
      expect(() => ours.chaCha20Poly1305Decrypt(changed, nonce, bound, key)).toThrow(Error)
      expect(() => ours.chaCha20Poly1305Decrypt(Uint8Array.from(sealed.slice(0, at % 16)), nonce, bound, key)).toThrow(Error)
    }),
    { numRuns: 60 },
  )
})
