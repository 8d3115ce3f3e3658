import { type Decrypt, decryptXChaCha, sharedRoom } from '@daomesh/protocol/entry'
import { loadSodium, type Sodium } from './sodium.ts'

const tagBytes = 16
const nonceBytes = 24
const keyBytes = 32

/** XChaCha20-Poly1305 by libsodium: ten times as fast as by the runtime's own cipher, which knows ChaCha only. Without it `decryptXChaCha`. */
export const nativeDecryptWith = (sodium: Sodium | null): Decrypt =>
  sodium === null
    ? decryptXChaCha
    : (key, nonce, bound, sealed) => {
        if (key.length !== keyBytes || nonce.length !== nonceBytes || sealed.length < tagBytes)
          return decryptXChaCha(key, nonce, bound, sealed)
        const text = sharedRoom(sealed.length - tagBytes)
        sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(text, null, sealed, bound, nonce, key)
        return text
      }

/** @throws Error when the tag does not fit. */
export const nativeDecrypt: Decrypt = (key, nonce, bound, sealed) => nativeDecryptWith(loadSodium())(key, nonce, bound, sealed)
