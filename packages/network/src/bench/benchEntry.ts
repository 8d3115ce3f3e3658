import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import {
  bodyHashOf,
  decodeEntry,
  type DeviceId,
  encodeEntry,
  encodeHeader,
  fromHex,
  type GossipJudge,
  governanceStream,
  logIdOf,
  signedBytes,
  type SpaceId,
  toHex,
  utf8,
  type ViewId,
} from '@daomesh/protocol'

const incarnation = '00112233445566778899aabbccddeeff'
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const keys = new Map<DeviceId, KeyObject>()

const keyOf = (device: DeviceId): KeyObject => {
  const known = keys.get(device)
  if (known !== undefined) return known
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, fromHex(device)]), format: 'der', type: 'spki' })
  keys.set(device, key)
  return key
}

/** Everything a member node checks before it passes an entry on: canonical form, hashes, and the author's signature. */
export const verifyingJudge: GossipJudge = async (bytes) => {
  const { header, headerBytes, signature } = decodeEntry(bytes)
  return verify(null, signedBytes(headerBytes), keyOf(header.device), signature) ? 'accept' : 'reject'
}

/** Writes signed entries of a comment's size, each opening a log of its own. */
export const createEntryWriter = (space: SpaceId, bodyBytes: number): ((n: number) => Uint8Array) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const device = toHex(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))) as DeviceId
  const opening = { stream: governanceStream, incarnation }
  return (n) => {
    const body = utf8(String(n).padEnd(bodyBytes, '.'))
    const headerBytes = encodeHeader({
      v: 1,
      space,
      log: logIdOf(device, space, opening),
      seq: 0,
      prev: null,
      parents: [],
      view: '0'.repeat(64) as ViewId,
      at: n,
      device,
      opening,
      kind: 'comment',
      keyId: null,
      bodyHash: bodyHashOf(body),
      bodySize: body.length,
    })
    return encodeEntry({ headerBytes, signature: new Uint8Array(sign(null, signedBytes(headerBytes), privateKey)), body })
  }
}

/** The number at the start of the body, which ends the entry; cheap, so that the measuring does not count. */
export const entryNumber = (bytes: Uint8Array, bodyBytes: number): number =>
  Number.parseInt(new TextDecoder().decode(bytes.subarray(bytes.length - bodyBytes, bytes.length - bodyBytes + 8)), 10)
