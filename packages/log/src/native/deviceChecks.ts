import { createPublicKey, verify } from 'node:crypto'
import type { DeviceId } from '@daomesh/protocol'
import { fromHex, toBase64Url } from '@daomesh/protocol/entry'
import { type DeviceCheck, rememberLast } from '../verify/rememberLast.ts'
import { isSmallPoint, soundKey } from '../verify/soundPoints.ts'
import { loadSodium, type Sodium } from './sodium.ts'

type KeyCheck = (message: Uint8Array, signature: Uint8Array) => boolean

const keptKeys = 1024

/** libsodium checks by the same rule as OpenSSL, in 0.6 of its time. */
const checkOf = (bytes: Uint8Array, sodium: Sodium | null): KeyCheck => {
  if (sodium !== null) return (message, signature) => sodium.crypto_sign_verify_detached(signature, message, bytes)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) }, format: 'jwk' })
  return (message, signature) => verify(null, message, key, signature)
}

/** Checks by device, null for a key that proves nothing: making one costs as much as half a check. */
const checkCache = (sodium: Sodium | null) => {
  const checks = new Map<DeviceId, KeyCheck | null>()
  return (device: DeviceId): KeyCheck | null => {
    const known = checks.get(device)
    if (known !== undefined) return known
    const bytes = fromHex(device)
    const made = soundKey(bytes) === null ? null : checkOf(bytes, sodium)
    if (checks.size >= keptKeys) checks.clear()
    checks.set(device, made)
    return made
  }
}

/**
 * Checks one signature at a time, wherever it runs: in the thread of the node, or in one of its own.
 * @param sodium null checks by the runtime's own Ed25519; undefined takes libsodium where it has a binary, loaded at the first check.
 */
export const deviceChecks = (sodium?: Sodium | null): DeviceCheck => {
  let checks: ReturnType<typeof checkCache> | null = null
  return rememberLast((device, message, signature) => {
    if (signature.length !== 64 || isSmallPoint(signature.subarray(0, 32))) return false
    try {
      checks ??= checkCache(sodium === undefined ? loadSodium() : sodium)
      return checks(device)?.(message, signature) ?? false
    } catch {
      return false
    }
  })
}
