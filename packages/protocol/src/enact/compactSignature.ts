import { concatBytes, fromHex } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const parityBit = 1n << 255n

const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
const toWord = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))

const parityOf = (v: number): bigint => {
  if (v === 0 || v === 27) return 0n
  if (v === 1 || v === 28) return 1n
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'signature', reason: 'the recovery byte is none of 0, 1, 27, 28' } })
}

/**
 * The one encoding of a key's signature that contracts accept: r, then s in its lower half with the parity in its top bit (EIP-2098).
 * Takes that form or the usual 65 bytes; a high s is turned into its low twin, which signs the same.
 * @throws DaomeshError INPUT_INVALID
 */
export const toCompactSignature = (signature: Uint8Array): Uint8Array => {
  if (signature.length === 64) return signature
  if (signature.length !== 65) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'signature', length: signature.length } })
  const s = toBigInt(signature.subarray(32, 64))
  const parity = parityOf(signature[64] ?? 255)
  if (s === 0n || s >= order) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'signature', reason: 's is out of range' } })
  const isHigh = s > order / 2n
  const low = isHigh ? order - s : s
  const odd = isHigh ? 1n - parity : parity
  return concatBytes(signature.subarray(0, 32), toWord(odd === 1n ? low + parityBit : low))
}

/**
 * The usual 65 bytes (r, s, v 27 or 28) of a signature in the form of `toCompactSignature`.
 * @throws DaomeshError INPUT_INVALID
 */
export const fromCompactSignature = (compact: Uint8Array): Uint8Array => {
  if (compact.length !== 64) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'signature', length: compact.length } })
  const word = toBigInt(compact.subarray(32))
  const odd = word >= parityBit
  return concatBytes(compact.subarray(0, 32), toWord(odd ? word - parityBit : word), Uint8Array.of(odd ? 28 : 27))
}
