import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concatBytes, toHex } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf } from '../hash.ts'
import { exchange } from './exchange.ts'

const wrapKey = (shared: Uint8Array, ephemeral: Uint8Array, receiver: Uint8Array) => hashOf('daomesh/seal/1', shared, ephemeral, receiver)

/**
 * Seals a space key to one device's X25519 key. `ephemeral` is 32 fresh random bytes, used once; so the nonce may be zero.
 * @returns 32 bytes ephemeral public key ‖ ciphertext.
 * @example
 * const box = sealKey(key, exchangePublicKey(deviceKey.exchangeSecret), random.bytes(32))
 * openSealedKey(box, deviceKey.exchangeSecret) // => key
 * openSealedKey(box, random.bytes(32)) // throws BODY_UNREADABLE
 */
export const sealKey = (key: Uint8Array, receiver: Uint8Array, ephemeral: Uint8Array): Uint8Array => {
  const publicKey = exchange.publicKeyOf(ephemeral)
  const wrapped = xchacha20poly1305(wrapKey(exchange.sharedSecretOf(ephemeral, receiver), publicKey, receiver), new Uint8Array(24)).encrypt(
    key,
  )
  return concatBytes(publicKey, wrapped)
}

/**
 * The space key that a box holds for this device; `secret` is its X25519 exchange secret.
 * @throws DaomeshError `BODY_UNREADABLE`.
 */
export const openSealedKey = (sealed: Uint8Array, secret: Uint8Array): Uint8Array => {
  try {
    const ephemeral = sealed.subarray(0, 32)
    const receiver = exchange.publicKeyOf(secret)
    return xchacha20poly1305(wrapKey(exchange.sharedSecretOf(secret, ephemeral), ephemeral, receiver), new Uint8Array(24)).decrypt(
      sealed.subarray(32),
    )
  } catch (cause) {
    throw new DaomeshError('BODY_UNREADABLE', { cause })
  }
}

const prime = 2n ** 255n - 19n
/** The u-coordinates of the points of small order on the curve and its twist. */
const smallOrder: readonly bigint[] = [
  0n,
  1n,
  prime - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]

/**
 * Whether something can be sealed to this X25519 key. With a point of small order the shared secret is zero for everybody, so `sealKey` throws;
 * the top bit is ignored and values above the prime mean their remainder, as the curve reads them (RFC 7748).
 * @example
 * isExchangeKey(exchangePublicKey(deviceKey.exchangeSecret)) // => true
 */
export const isExchangeKey = (key: Uint8Array): boolean => {
  const little = BigInt(`0x${toHex(Uint8Array.from(key).reverse())}`)
  return !smallOrder.includes((little & (2n ** 255n - 1n)) % prime)
}

/**
 * The X25519 public key that others seal keys to, 32 bytes.
 * @example
 * exchangePublicKey(deviceKey.exchangeSecret).length // => 32
 */
export const exchangePublicKey = (secret: Uint8Array): Uint8Array => exchange.publicKeyOf(secret)

/**
 * Each key encrypts its predecessor, so that who joins reads everything.
 * @example
 * openChainedKey(key, chainKey(key, random.bytes(32), nonce)) // => random.bytes(32)
 */
export const chainKey = (key: Uint8Array, predecessor: Uint8Array, nonce: Uint8Array): Uint8Array =>
  concatBytes(nonce, xchacha20poly1305(hashOf('daomesh/keychain/1', key), nonce).encrypt(predecessor))

/**
 * The predecessor that a key gives access to.
 * @throws DaomeshError `BODY_UNREADABLE`.
 */
export const openChainedKey = (key: Uint8Array, chained: Uint8Array): Uint8Array => {
  try {
    return xchacha20poly1305(hashOf('daomesh/keychain/1', key), chained.subarray(0, 24)).decrypt(chained.subarray(24))
  } catch (cause) {
    throw new DaomeshError('BODY_UNREADABLE', { cause })
  }
}
