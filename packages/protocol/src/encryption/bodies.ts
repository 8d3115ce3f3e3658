import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concatBytes, fromHex } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import type { EntryHeader } from '../entry/header.ts'

const nonceBytes = 24

/** The header without what depends on the ciphertext: the additional data that binds a body to its place in its log. */
const boundBytes = (h: Omit<EntryHeader, 'bodyHash' | 'bodySize'>): Uint8Array =>
  encode([
    h.v,
    fromHex(h.space),
    fromHex(h.log),
    h.seq,
    h.prev && fromHex(h.prev),
    h.parents.map(fromHex),
    fromHex(h.view),
    h.at,
    fromHex(h.device),
    h.opening && [h.opening.stream, fromHex(h.opening.incarnation)],
    h.kind,
    h.keyId && fromHex(h.keyId),
  ])

/** XChaCha20-Poly1305 with a random 24-byte nonce in front. */
export const sealBody = (
  key: Uint8Array,
  nonce: Uint8Array,
  header: Omit<EntryHeader, 'bodyHash' | 'bodySize'>,
  plaintext: Uint8Array,
): Uint8Array => concatBytes(nonce, xchacha20poly1305(key, nonce, boundBytes(header)).encrypt(plaintext))

/** @throws DaomeshError `BODY_UNREADABLE` when the key is wrong or the body was moved to another header. */
export const openBody = (key: Uint8Array, header: EntryHeader, body: Uint8Array): Uint8Array => {
  try {
    return xchacha20poly1305(key, body.subarray(0, nonceBytes), boundBytes(header)).decrypt(body.subarray(nonceBytes))
  } catch (cause) {
    throw new DaomeshError('BODY_UNREADABLE', { cause })
  }
}
