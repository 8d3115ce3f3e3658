import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type DeviceId, fromHex, toBase64Url, type Verifier } from '@daomesh/protocol'
import { recoverAccountPure } from '../verify/pureVerifier.ts'
import { isSmallPoint, soundKey } from '../verify/soundPoints.ts'
import { loadRecovery } from './recovery.ts'

export type NativeVerifierInit = {
  /** Signatures between two turns of the event loop: 32 take about 4 ms. */
  readonly slice?: number
  /** Gives the event loop back; the default waits for the next turn. */
  readonly breathe?: () => Promise<void>
}

const keptKeys = 1024

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Key objects by device: making one costs as much as half a check. */
const keyCache = () => {
  const keys = new Map<DeviceId, KeyObject | null>()
  return (device: DeviceId): KeyObject | null => {
    const known = keys.get(device)
    if (known !== undefined) return known
    const bytes = fromHex(device)
    const made = soundKey(bytes) && createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) }, format: 'jwk' })
    if (keys.size >= keptKeys) keys.clear()
    keys.set(device, made)
    return made
  }
}

/** Checks device signatures by node:crypto and account signatures by native secp256k1, or in plain JavaScript where that has no binary. */
export const nativeVerifier = (init: NativeVerifierInit = {}): Verifier => {
  const keyOf = keyCache()
  const slice = init.slice ?? 32
  const breathe = init.breathe ?? nextTurn
  const check = (device: DeviceId, message: Uint8Array, signature: Uint8Array): boolean => {
    if (signature.length !== 64 || isSmallPoint(signature.subarray(0, 32))) return false
    try {
      const key = keyOf(device)
      return key !== null && verify(null, message, key, signature)
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
