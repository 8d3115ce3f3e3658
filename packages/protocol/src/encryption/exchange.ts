import { x25519 } from '@noble/curves/ed25519.js'
import { concatBytes, fromHex } from '../bytes.ts'

/** X25519 (RFC 7748): both answer alike, and both throw where the shared secret would be zero. */
export type Exchange = {
  readonly publicKeyOf: (secret: Uint8Array) => Uint8Array
  readonly sharedSecretOf: (secret: Uint8Array, peer: Uint8Array) => Uint8Array
}

/** DER before the 32 raw bytes of an X25519 key (RFC 8410): Node takes raw keys only wrapped. */
const secretForm = fromHex('302e020100300506032b656e04220420')
const publicForm = fromHex('302a300506032b656e032100')
const keyBytes = 32

const platform = globalThis.process?.getBuiltinModule?.('node:crypto')

export const portableExchange: Exchange = { publicKeyOf: x25519.getPublicKey, sharedSecretOf: x25519.getSharedSecret }

const nativeExchange = ({ createPrivateKey, createPublicKey, diffieHellman }: NonNullable<typeof platform>): Exchange => {
  const inForm = (form: Uint8Array, raw: Uint8Array) => {
    if (raw.length !== keyBytes) throw new RangeError('an X25519 key has 32 bytes')
    return Buffer.from(concatBytes(form, raw))
  }
  const secretKey = (secret: Uint8Array) => createPrivateKey({ key: inForm(secretForm, secret), format: 'der', type: 'pkcs8' })
  return {
    publicKeyOf: (secret) =>
      new Uint8Array(createPublicKey(secretKey(secret)).export({ format: 'der', type: 'spki' }).subarray(publicForm.length)),
    sharedSecretOf: (secret, peer) =>
      new Uint8Array(
        diffieHellman({
          privateKey: secretKey(secret),
          publicKey: createPublicKey({ key: inForm(publicForm, peer), format: 'der', type: 'spki' }),
        }),
      ),
  }
}

/** The platform's own where the runtime has one (Node): opening a sealed key, once per seal and start of a node, then costs a sixth. */
export const exchange: Exchange = platform === undefined ? portableExchange : nativeExchange(platform)
