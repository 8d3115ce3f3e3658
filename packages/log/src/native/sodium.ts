import { createRequire } from 'node:module'

/** The two functions of libsodium that run once per entry. */
export type Sodium = {
  readonly crypto_sign_verify_detached: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean
  /** Writes the text into `text` and throws when the tag does not fit. */
  readonly crypto_aead_xchacha20poly1305_ietf_decrypt: (
    text: Uint8Array,
    secretNonce: null,
    sealed: Uint8Array,
    bound: Uint8Array,
    nonce: Uint8Array,
    key: Uint8Array,
  ) => number
}

let loaded: Sodium | null | undefined

/** libsodium, loaded at its first use; null where the package has no binary for this platform. */
export const loadSodium = (): Sodium | null => {
  if (loaded !== undefined) return loaded
  try {
    loaded = createRequire(import.meta.url)('sodium-native') as Sodium
  } catch {
    loaded = null
  }
  return loaded
}
