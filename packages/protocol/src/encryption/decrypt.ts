import { hchacha, xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { copyBytes, utf8 } from '../bytes.ts'

/** Little-endian words of a copy: the key schedule reads words, and the bytes may stand anywhere in a larger buffer. */
const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(copyBytes(bytes).buffer)

const sigma = words(utf8('expand 32-byte k'))
const platform = globalThis.process?.getBuiltinModule?.('node:crypto')
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1
export const native = platform !== undefined && isLittleEndian && platform.getCiphers().includes('chacha20-poly1305') ? platform : null
export const tagBytes = 16

/** Opens XChaCha20-Poly1305. @throws Error when the tag does not fit. */
export type Decrypt = (key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array) => Uint8Array

/** Key and nonce of the platform's ChaCha20 that stand for those of XChaCha20. */
export const nativeKey = (crypto: NonNullable<typeof native>, key: Uint8Array, nonce: Uint8Array) => {
  const subkey = new Uint32Array(8)
  hchacha(sigma, words(key), words(nonce.subarray(0, 16)), subkey)
  const iv = new Uint8Array(12)
  iv.set(nonce.subarray(16), 4)
  // Raw bytes as the key take Node six times as long to look through as a key object takes to be made.
  return { secret: crypto.createSecretKey(new Uint8Array(subkey.buffer)), iv }
}

/**
 * XChaCha20-Poly1305 by the platform's ChaCha20-Poly1305 under the HChaCha20 subkey (draft-irtf-cfrg-xchacha §2.3), where the runtime has one
 * (Node): reading a body then costs half. Portable elsewhere; both answer alike.
 * @throws Error when the tag does not fit.
 */
export const decryptXChaCha: Decrypt = (key, nonce, bound, sealed) => {
  if (native === null || key.length !== 32 || nonce.length !== 24 || sealed.length < tagBytes)
    return xchacha20poly1305(key, nonce, bound).decrypt(sealed)
  const { secret, iv } = nativeKey(native, key, nonce)
  const decipher = native.createDecipheriv('chacha20-poly1305', secret, iv, { authTagLength: tagBytes })
  const end = sealed.length - tagBytes
  decipher.setAAD(bound, { plaintextLength: end })
  decipher.setAuthTag(sealed.subarray(end))
  const plaintext = new Uint8Array(decipher.update(sealed.subarray(0, end)))
  decipher.final()
  return plaintext
}
