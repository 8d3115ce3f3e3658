import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { type Address, concatBytes, equalBytes, fromHex, keccak256, to0x, type Verifier } from '@daomesh/protocol'
import { rememberLast } from './rememberLast.ts'
import { isSmallPoint, soundKey } from './soundPoints.ts'

const order = ed25519.Point.Fn.ORDER

const littleEndian = (bytes: Uint8Array): bigint => {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0)
  return value
}

/**
 * Ed25519 as OpenSSL checks it: without the cofactor, s below the group order, R compared byte by byte, no points of small order. The
 * library's own check differs for crafted keys and signatures, and then peers with different adapters would hold different sets.
 */
const verifyOne = (device: string, message: Uint8Array, signature: Uint8Array): boolean => {
  if (signature.length !== 64) return false
  try {
    const key = fromHex(device)
    const point = soundKey(key)
    const r = signature.subarray(0, 32)
    if (point === null || isSmallPoint(r)) return false
    const s = littleEndian(signature.subarray(32))
    if (s >= order) return false
    const k = littleEndian(sha512(concatBytes(r, key, message))) % order
    const sB = s === 0n ? ed25519.Point.ZERO : ed25519.Point.BASE.multiplyUnsafe(s)
    const kA = k === 0n ? ed25519.Point.ZERO : point.multiplyUnsafe(k)
    return equalBytes(sB.subtract(kA).toBytes(), r)
  } catch {
    return false
  }
}

/** The account of an uncompressed public key (65 bytes, 0x04 first). */
export const accountOf = (publicKey: Uint8Array): Address => to0x(keccak256(publicKey.subarray(1)).subarray(12)) as Address

/** Recovery bit of a 65-byte signature whose last byte is 27 or 28, as the chain wants it; null otherwise. */
export const recoveryBit = (signature: Uint8Array): 0 | 1 | null => {
  if (signature.length !== 65) return null
  const v = signature[64]
  return v === 27 ? 0 : v === 28 ? 1 : null
}

const hexOf = /^0x[0-9a-fA-F]*$/

/** Bytes of a digest and a signature, or null when they have not the right length. */
export const readSignature = (
  digest: string,
  signature: string,
): { readonly digest: Uint8Array; readonly bytes: Uint8Array; readonly bit: 0 | 1 } | null => {
  if (digest.length !== 66 || signature.length !== 132 || !hexOf.test(digest) || !hexOf.test(signature)) return null
  const bytes = fromHex(signature)
  const bit = recoveryBit(bytes)
  return bit === null ? null : { digest: fromHex(digest), bytes, bit }
}

/**
 * The account that signed a 32-byte digest, in plain JavaScript; null for what is not 65 bytes, low s and v 27 or 28.
 * @example
 * recoverAccountPure(chain.genesisHash, '0x00') // => null
 */
export const recoverAccountPure: Verifier['recoverAccount'] = (digest, signature) => {
  const read = readSignature(digest, signature)
  if (read === null) return null
  try {
    const parsed = secp256k1.Signature.fromBytes(read.bytes.subarray(0, 64), 'compact')
    if (parsed.hasHighS()) return null
    return accountOf(parsed.addRecoveryBit(read.bit).recoverPublicKey(read.digest).toBytes(false))
  } catch {
    return null
  }
}

/**
 * Checks signatures in plain JavaScript: for the simulator and for platforms without native code. About twenty times slower than the native one.
 * @example
 * await pureVerifier().verifyDevice([{ device: deviceKey.device, message: key, signature: deviceKey.sign(key) }]) // => [true]
 */
export const pureVerifier = (): Verifier => {
  const check = rememberLast(verifyOne)
  return {
    verifyDevice: (items) => Promise.resolve(items.map(({ device, message, signature }) => check(device, message, signature))),
    recoverAccount: recoverAccountPure,
  }
}
