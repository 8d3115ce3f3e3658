import type { EntryToCheck, KeyId, SpaceId, ViewId } from '@daomesh/protocol'
import { bodyHashOf, encodeHeader, hashOf, logIdOf, sealBody, signedBytes, toHex } from '@daomesh/protocol/entry'
import { deviceKeyFromSeed } from './deviceKey.ts'

const made = (what: string): Uint8Array => hashOf('daomesh/specimen/1', what)

/** Good entries of nobody, sealed and signed, of the length that people write: code that is to check entries runs on them before the first one comes. */
export const specimen = (at = 0): EntryToCheck => {
  const device = deviceKeyFromSeed(made('device'))
  const key = made('key')
  const space = toHex(made('space')) as SpaceId
  const opening = { stream: 'specimen', incarnation: toHex(made('incarnation').subarray(16)) }
  const unsealed = {
    v: 1,
    space,
    log: logIdOf(device.device, space, opening),
    seq: 0,
    prev: null,
    parents: [],
    view: toHex(made('view')) as ViewId,
    at,
    device: device.device,
    opening,
    kind: 'specimen',
    keyId: toHex(made('name of the key')) as KeyId,
  } as const
  const body = sealBody(key, made('nonce').subarray(8), unsealed, new Uint8Array(160))
  const headerBytes = encodeHeader({ ...unsealed, bodyHash: bodyHashOf(body), bodySize: body.length })
  return { device: device.device, headerBytes, signature: device.sign(signedBytes(headerBytes)), body, key }
}
