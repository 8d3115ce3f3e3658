import {
  concatBytes,
  type Decrypt,
  decryptXChaCha,
  type DeviceId,
  encryptXChaCha,
  fromHex,
  hashOf,
  openSealedKey,
  sealKey,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'

/** What a parcel holds: one record of a deal, or how far its sender's device has come there. */
export const parcelKinds = ['entry', 'frontier'] as const
export type ParcelKind = (typeof parcelKinds)[number]
export type OpenParcel = { readonly kind: ParcelKind; readonly bytes: Uint8Array }

/** Lengths are filled up to a multiple of this, so that they tell little. */
const step = 512
const nonceBytes = 24
const boxBytes = 80
const unbound = new Uint8Array(0)

/**
 * A parcel's name at its carrier.
 * @example
 * parcelIdOf(new Uint8Array(0)).length // => 64
 */
export const parcelIdOf = (sealed: Uint8Array): string => toHex(hashOf('daomesh/parcel/id/1', sealed))

/**
 * The box of a deal at one carrier, and the key of what lies in it. Both follow from the deal's id, which only those know who were given its opening, and from
 * the carrier: two carriers can tell by neither name nor content that they carry for the same deal.
 * @example
 * parcelBoxOf(space, deviceKey.device).name === parcelBoxOf(daoSpaceOf(chain, alice), deviceKey.device).name // => false
 */
export const parcelBoxOf = (space: SpaceId, carrier: DeviceId): { readonly name: string; readonly key: Uint8Array } => ({
  name: toHex(hashOf('daomesh/parcel/box/1', fromHex(space), fromHex(carrier))),
  key: hashOf('daomesh/parcel/key/1', fromHex(space), fromHex(carrier)),
})

/** 1 byte kind ‖ 4 bytes length ‖ content ‖ zeros. */
const filled = (kind: number, bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.ceil((5 + bytes.length) / step) * step)
  whole[0] = kind
  new DataView(whole.buffer).setUint32(1, bytes.length)
  whole.set(bytes, 5)
  return whole
}
const contentOf = (whole: Uint8Array): Uint8Array | null => {
  if (whole.length < 5) return null
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(1)
  return length > whole.length - 5 ? null : whole.slice(5, 5 + length)
}

/**
 * Seals one record or frontier. The same one gives the same parcel, whoever leaves it: the nonce is a hash of key and content. So a carrier keeps it once, and
 * whoever has the record knows the parcel by its id and does not fetch it.
 */
export const sealParcel = (key: Uint8Array, { kind, bytes }: OpenParcel): Uint8Array => {
  const plain = filled(parcelKinds.indexOf(kind), bytes)
  const nonce = hashOf('daomesh/parcel/nonce/1', key, plain).subarray(0, nonceBytes)
  return concatBytes(nonce, encryptXChaCha(key, nonce, unbound, plain))
}

const opened = (key: Uint8Array, sealed: Uint8Array, decrypt: Decrypt): Uint8Array | null => {
  try {
    return decrypt(key, sealed.subarray(0, nonceBytes), unbound, sealed.subarray(nonceBytes))
  } catch {
    return null
  }
}

/**
 * What a parcel holds; null where the key does not fit, or nothing of that form is in it: whoever was given the opening can leave anything there.
 * @example
 * openParcel(key, sealParcel(key, { kind: 'entry', bytes: utf8('record') }))?.kind // => 'entry'
 * openParcel(random.bytes(32), sealParcel(key, { kind: 'entry', bytes: utf8('record') })) // => null
 */
export const openParcel = (key: Uint8Array, sealed: Uint8Array, decrypt: Decrypt = decryptXChaCha): OpenParcel | null => {
  const plain = opened(key, sealed, decrypt)
  const kind = plain === null ? undefined : parcelKinds[plain[0] ?? parcelKinds.length]
  const bytes = plain === null ? null : contentOf(plain)
  return kind === undefined || bytes === null ? null : { kind, bytes }
}

/**
 * Seals a letter to one device, whose exchange key its post tells. `ephemeral`: 32 fresh random bytes, used once; `key` likewise.
 */
export const sealLetter = (letter: Uint8Array, receiver: Uint8Array, key: Uint8Array, ephemeral: Uint8Array): Uint8Array => {
  const nonce = new Uint8Array(nonceBytes)
  return concatBytes(sealKey(key, receiver, ephemeral), encryptXChaCha(key, nonce, unbound, filled(0, letter)))
}

/**
 * The letter to this device; null where it is none.
 * @example
 * const sealed = sealLetter(utf8('Hello'), exchangePublicKey(deviceKey.exchangeSecret), key, random.bytes(32))
 * openLetter(sealed, deviceKey.exchangeSecret) // => utf8('Hello')
 */
export const openLetter = (sealed: Uint8Array, secret: Uint8Array, decrypt: Decrypt = decryptXChaCha): Uint8Array | null => {
  try {
    const key = openSealedKey(sealed.subarray(0, boxBytes), secret)
    return contentOf(decrypt(key, new Uint8Array(nonceBytes), unbound, sealed.subarray(boxBytes)))
  } catch {
    return null
  }
}
