import { createRequire } from 'node:module'
import type { ICryptoInterface } from '@chainsafe/libp2p-noise'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'

/** The two functions of libsodium that run once per frame on the wire. */
export type FrameCipher = {
  /** Writes text and tag into `sealed`. */
  readonly crypto_aead_chacha20poly1305_ietf_encrypt: (
    sealed: Uint8Array,
    text: Uint8Array,
    bound: Uint8Array | null,
    secretNonce: null,
    nonce: Uint8Array,
    key: Uint8Array,
  ) => number
  /** Writes into `text`, which may lie where `sealed` does, and throws when the tag does not fit. */
  readonly crypto_aead_chacha20poly1305_ietf_decrypt: (
    text: Uint8Array,
    secretNonce: null,
    sealed: Uint8Array,
    bound: Uint8Array | null,
    nonce: Uint8Array,
    key: Uint8Array,
  ) => number
}

const tagBytes = 16

/** libsodium; null where the package has no binary for this platform. */
export const loadFrameCipher = (): FrameCipher | null => {
  try {
    return createRequire(import.meta.url)('sodium-native') as FrameCipher
  } catch {
    return null
  }
}

/** libsodium takes nothing for no bytes. */
const boundTo = (bytes: Uint8Array): Uint8Array | null => (bytes.length === 0 ? null : bytes)

/**
 * What the encrypted connection computes with. Its own choice is WebAssembly for short frames, which copies them in and out, and for longer ones the runtime's
 * cipher, which makes an object for every frame; one call of libsodium costs a small part of either. The same bytes result.
 */
export const noiseCryptoWith = (sodium: FrameCipher | null): ICryptoInterface =>
  sodium === null
    ? defaultCrypto
    : {
        ...defaultCrypto,
        chaCha20Poly1305Encrypt(plaintext, nonce, bound, key) {
          const sealed = new Uint8Array(plaintext.byteLength + tagBytes)
          sodium.crypto_aead_chacha20poly1305_ietf_encrypt(sealed, plaintext.subarray(), boundTo(bound), null, nonce, key)
          return sealed
        },
        chaCha20Poly1305Decrypt(ciphertext, nonce, bound, key, room) {
          const length = ciphertext.byteLength - tagBytes
          if (length < 0) throw new RangeError('shorter than its tag')
          const text = room?.length === length ? room : new Uint8Array(length)
          sodium.crypto_aead_chacha20poly1305_ietf_decrypt(text, null, ciphertext.subarray(), boundTo(bound), nonce, key)
          return text
        },
      }
