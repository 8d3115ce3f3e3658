import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { DeviceId, DeviceKey } from '@daomesh/protocol'
import { concatBytes, copyBytes, DaomeshError, fromHex, hashOf, toHex } from '@daomesh/protocol/entry'

/** DER prefix of an Ed25519 private key in PKCS #8. */
const pkcs8 = fromHex('302e020100300506032b657004220420')

/**
 * The device's key from its 32-byte seed: signs by node:crypto. The exchange secret is a hash of the seed, so that one secret is kept, not two.
 * @example
 * deviceKeyFromSeed(key).device // => deviceKeyFromSeed(key).device
 * deviceKeyFromSeed(new Uint8Array(31)) // throws INPUT_INVALID
 */
export const deviceKeyFromSeed = (seed: Uint8Array): DeviceKey => {
  if (seed.length !== 32) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'seed' } })
  const key = createPrivateKey({ key: Buffer.from(concatBytes(pkcs8, seed)), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    device: toHex(spki.subarray(-32)) as DeviceId,
    sign: (message) => new Uint8Array(sign(null, message, key)),
    exchangeSecret: hashOf('daomesh/device/exchange/1', seed),
    seed: copyBytes(seed),
  }
}
