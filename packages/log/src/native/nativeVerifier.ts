import { createPublicKey, verify } from 'node:crypto'
import { type DeviceId, fromHex, toBase64Url, type Verifier } from '@daomesh/protocol'
import { recoverAccountPure } from '../verify/pureVerifier.ts'
import { isSmallPoint, soundKey } from '../verify/soundPoints.ts'
import { loadRecovery } from './recovery.ts'
import { loadSodium, type Sodium } from './sodium.ts'

export type NativeVerifierInit = {
  /** Signatures between two turns of the event loop: 32 take about 2 ms. */
  readonly slice?: number
  /** Gives the event loop back; the default waits for the next turn. */
  readonly breathe?: () => Promise<void>
  /** null checks by the runtime's own Ed25519; the default is libsodium where it has a binary. */
  readonly sodium?: Sodium | null
}

const keptKeys = 1024

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type Check = (message: Uint8Array, signature: Uint8Array) => boolean

/** libsodium checks by the same rule as OpenSSL, in 0.6 of its time. */
const checkOf = (bytes: Uint8Array, sodium: Sodium | null): Check => {
  if (sodium !== null) return (message, signature) => sodium.crypto_sign_verify_detached(signature, message, bytes)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) }, format: 'jwk' })
  return (message, signature) => verify(null, message, key, signature)
}

/** Checks by device, null for a key that proves nothing: making one costs as much as half a check. */
const checkCache = (sodium: Sodium | null) => {
  const checks = new Map<DeviceId, Check | null>()
  return (device: DeviceId): Check | null => {
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
 * Checks device signatures by libsodium, or node:crypto where it has no binary, and account signatures by native secp256k1, or in plain JavaScript where that has no binary.
 * @example
 * await nativeVerifier().verifyDevice([{ device: deviceKey.device, message: key, signature: new Uint8Array(64) }]) // => [false]
 */
export const nativeVerifier = (init: NativeVerifierInit = {}): Verifier => {
  let checks: ReturnType<typeof checkCache> | null = null
  const slice = init.slice ?? 32
  const breathe = init.breathe ?? nextTurn
  const check = (device: DeviceId, message: Uint8Array, signature: Uint8Array): boolean => {
    if (signature.length !== 64 || isSmallPoint(signature.subarray(0, 32))) return false
    try {
      checks ??= checkCache(init.sodium === undefined ? loadSodium() : init.sodium)
      return checks(device)?.(message, signature) ?? false
    } catch {
      return false
    }
  }
  return {
    verifyDevice: async (items) => {
      const results: boolean[] = []
      for (const { device, message, signature } of items) {
        if (results.length > 0 && results.length % slice === 0) await breathe()
        results.push(check(device, message, signature))
      }
      return results
    },
    recoverAccount: loadRecovery() ?? recoverAccountPure,
  }
}
