import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concatBytes } from '../bytes.ts'
import { native, nativeKey, tagBytes } from './decrypt.ts'

/**
 * Seals with XChaCha20-Poly1305: ciphertext, then the 16-byte tag. By the platform's ChaCha20-Poly1305 where the runtime has one, like
 * `decryptXChaCha`: pieces of files are long, and the portable cipher takes ten times as long for them.
 * @example
 * decryptXChaCha(key, nonce, utf8('bound'), encryptXChaCha(key, nonce, utf8('bound'), utf8('text'))) // => utf8('text')
 */
export const encryptXChaCha = (key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, plaintext: Uint8Array): Uint8Array => {
  if (native === null) return xchacha20poly1305(key, nonce, bound).encrypt(plaintext)
  const { secret, iv } = nativeKey(native, key, nonce)
  const cipher = native.createCipheriv('chacha20-poly1305', secret, iv, { authTagLength: tagBytes })
  cipher.setAAD(bound, { plaintextLength: plaintext.length })
  const text = cipher.update(plaintext)
  cipher.final()
  return concatBytes(text, cipher.getAuthTag())
}
