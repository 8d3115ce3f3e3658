import { concatBytes } from '../bytes.ts'
import { hashOf } from '../hash.ts'
import { type Decrypt, decryptXChaCha } from './decrypt.ts'
import { encryptXChaCha } from './encrypt.ts'

const unbound = new Uint8Array(0)
/** Derived once per key object, since a topic's key is used for every message. */
const derived = new WeakMap<Uint8Array, Uint8Array>()
const keyFor = (key: Uint8Array): Uint8Array => {
  const known = derived.get(key)
  if (known !== undefined) return known
  const made = hashOf('daomesh/ephemeral/1', key)
  derived.set(key, made)
  return made
}

/**
 * Messages of gossip: never stored as such, under a key derived from the given one. `nonce`: 24 random bytes.
 * @example
 * openEphemeral(key, sealEphemeral(key, nonce, utf8('here'))) // => utf8('here')
 */
export const sealEphemeral = (key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array =>
  concatBytes(nonce, encryptXChaCha(keyFor(key), nonce, unbound, plaintext))

/**
 * null where the key does not fit: then it is not for us.
 * @example
 * openEphemeral(random.bytes(32), sealEphemeral(key, nonce, utf8('here'))) // => null
 */
export const openEphemeral = (key: Uint8Array, sealed: Uint8Array, decrypt: Decrypt = decryptXChaCha): Uint8Array | null => {
  try {
    return decrypt(keyFor(key), sealed.subarray(0, 24), unbound, sealed.subarray(24))
  } catch {
    return null
  }
}
