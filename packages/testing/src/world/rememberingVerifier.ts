import type { Address, Verifier } from '@daomesh/protocol'
import { nameOfBytes } from './nameOfBytes.ts'

/**
 * Checking a signature is a pure function, and in a simulation every node of one process checks the same ones. Each distinct signature is still
 * checked once by the real verifier; nothing is taken for granted. In a simulation the first person's node goes without it.
 */
export const rememberingVerifier = (inner: Verifier): Verifier => {
  const devices = new Map<string, boolean>()
  const accounts = new Map<string, Address | null>()
  return {
    verifyDevice: async (items) => {
      const keys = items.map(
        ({ device, message, signature }) => `${device}:${signature.length}:${nameOfBytes(signature)}${nameOfBytes(message)}`,
      )
      const fresh = items.filter((_, i) => !devices.has(keys[i] ?? ''))
      const freshKeys = keys.filter((key) => !devices.has(key))
      const results = fresh.length === 0 ? [] : await inner.verifyDevice(fresh)
      for (const [i, key] of freshKeys.entries()) devices.set(key, results[i] ?? false)
      return keys.map((key) => devices.get(key) ?? false)
    },
    recoverAccount: (digest, signature) => {
      const key = `${digest}:${signature}`
      const known = accounts.get(key)
      if (known !== undefined) return known
      const account = inner.recoverAccount(digest, signature)
      accounts.set(key, account)
      return account
    },
  }
}
