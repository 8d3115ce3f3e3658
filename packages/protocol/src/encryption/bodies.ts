import { concatBytes } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { boundBytes, type EntryHeader, unsealedBytes } from '../entry/header.ts'
import { type Decrypt, decryptXChaCha } from './decrypt.ts'
import { encryptXChaCha } from './encrypt.ts'

const nonceBytes = 24

/**
 * Encrypts a body under the space key: XChaCha20-Poly1305 with the random 24-byte nonce in front, bound to its header. 40 bytes longer than the text.
 * @example
 * const body = sealBody(key, nonce, header, utf8('for members'))
 * const headerBytes = encodeHeader({ ...header, bodySize: body.length })
 * openBody(key, headerBytes, body) // => utf8('for members')
 * openBody(random.bytes(32), headerBytes, body) // throws BODY_UNREADABLE
 */
export const sealBody = (
  key: Uint8Array,
  nonce: Uint8Array,
  header: Omit<EntryHeader, 'bodyHash' | 'bodySize'>,
  plaintext: Uint8Array,
): Uint8Array => concatBytes(nonce, encryptXChaCha(key, nonce, unsealedBytes(header), plaintext))

/**
 * Opens the body of an entry under its header as it came. `decrypt`: another implementation of the same cipher.
 * @throws DaomeshError `BODY_UNREADABLE` when the key is wrong or the body was moved to another header.
 */
export const openBody = (key: Uint8Array, headerBytes: Uint8Array, body: Uint8Array, decrypt: Decrypt = decryptXChaCha): Uint8Array => {
  try {
    return decrypt(key, body.subarray(0, nonceBytes), boundBytes(headerBytes, body.length), body.subarray(nonceBytes))
  } catch (cause) {
    throw new DaomeshError('BODY_UNREADABLE', { cause })
  }
}
