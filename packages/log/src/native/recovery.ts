import { createRequire } from 'node:module'
import type { Verifier } from '@daomesh/protocol'
import { accountOf, readSignature } from '../verify/pureVerifier.ts'

type Secp256k1 = {
  readonly ecdsaRecover: (signature: Uint8Array, bit: number, digest: Uint8Array, compressed: boolean) => Uint8Array
  readonly signatureNormalize: (signature: Uint8Array) => Uint8Array
}

/** Half the order of secp256k1: a greater s is the same signature turned over, and refused so that each signature has one form. */
const halfOrder = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

const isHigh = (s: Uint8Array): boolean => BigInt(`0x${Buffer.from(s).toString('hex')}`) > halfOrder

/** Native account recovery; null where the module has no binary for this platform. */
export const loadRecovery = (): Verifier['recoverAccount'] | null => {
  let native: Secp256k1
  try {
    native = createRequire(import.meta.url)('secp256k1/bindings.js') as Secp256k1
  } catch {
    return null
  }
  return (digest, signature) => {
    const read = readSignature(digest, signature)
    if (read === null || isHigh(read.bytes.subarray(32, 64))) return null
    try {
      return accountOf(native.ecdsaRecover(read.bytes.subarray(0, 64), read.bit, read.digest, false))
    } catch {
      return null
    }
  }
}
