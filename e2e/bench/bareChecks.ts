import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { nativeVerifier } from '@daomesh/log/native'
import { decodeEntry, signedMessageOf } from '@daomesh/protocol'

/** Checks the same signatures as a member node does, by libsodium, and does nothing else. */
export const nodeChecks = (entries: readonly Uint8Array[]): (() => Promise<void>) => {
  const verifier = nativeVerifier()
  const items = entries
    .map(decodeEntry)
    .map(({ header, headerBytes, signature }) => ({ device: header.device, ...signedMessageOf(headerBytes, signature) }))
  return async () => {
    if (!(await verifier.verifyDevice(items)).every(Boolean)) throw new Error('a signature of our own is bad')
  }
}

/** Checks the signatures of these entries by the runtime's own Ed25519 and does nothing else; keys and messages are prepared beforehand. */
export const bareChecks = (entries: readonly Uint8Array[]): (() => void) => {
  const keys = new Map<string, KeyObject>()
  const items = entries.map(decodeEntry).map(({ header, headerBytes, signature }) => {
    const x = Buffer.from(header.device, 'hex').toString('base64url')
    const key = keys.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    keys.set(x, key)
    return { key, ...signedMessageOf(headerBytes, signature) }
  })
  return () => {
    for (const { key, message, signature } of items)
      if (!verify(null, message, key, signature)) throw new Error('a signature of our own is bad')
  }
}
