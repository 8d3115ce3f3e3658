import { type Address, address, DaomeshError, fromHex, type Random, sha256, toHex, utf8 } from '@daomesh/protocol'
import * as Keystore from 'ox/Keystore'
import { addressOf } from './addressOf.ts'
import { type KeyFile, keyFileSchema } from './keyFileSchema.ts'
import { keyOfFile, scryptKey, type ScryptParameters, standardCost } from './deriveKey.ts'

const checkOf = ({ cipher, ciphertext, cipherparams, mac, kdf, kdfparams }: KeyFile['crypto']): string => {
  const parameters = Object.entries(kdfparams).sort(([a], [b]) => (a < b ? -1 : 1))
  return toHex(sha256(utf8(JSON.stringify([cipher, ciphertext, cipherparams.iv, mac, kdf, parameters]))))
}

const damaged = (reason: string, cause?: unknown) => new DaomeshError('KEYSTORE_DAMAGED', { meta: { reason }, cause })

/** @throws DaomeshError `KEYSTORE_DAMAGED`. */
const readKeyFile = (json: string): KeyFile => {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw damaged('not JSON', cause)
  }
  const parsed = keyFileSchema.safeParse(value)
  if (!parsed.success) throw damaged('not a version 3 key file', parsed.error)
  if (parsed.data.check !== undefined && parsed.data.check !== checkOf(parsed.data.crypto)) throw damaged('contents changed')
  return parsed.data
}

/** @throws DaomeshError `PASSWORD_WEAK` below 8 characters. */
export const checkPassword = (password: string): void => {
  if (Array.from(password).length < 8) throw new DaomeshError('PASSWORD_WEAK')
}

export type KeyFileOptions = {
  readonly random: Random
  /** Opens in milliseconds and is guessed as fast: for tests and the sandbox only. */
  readonly light?: boolean
}

const uuidOf = (bytes: Uint8Array): string => {
  const v4 = bytes.slice()
  v4[6] = ((v4[6] ?? 0) & 0x0f) | 0x40
  v4[8] = ((v4[8] ?? 0) & 0x3f) | 0x80
  return toHex(v4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Seals a private key under a password: a JSON text to be stored as it is.
 * @throws DaomeshError `PASSWORD_WEAK`.
 * @example
 * const file = await writeKeyFile(key, 'correct horse', { random, light: true })
 * accountOfKeyFile(file) // => addressOf(key)
 * await openKeyFile(file, 'correct horse') // => key
 * await openKeyFile(file, 'wrong horse') // throws PASSWORD_WRONG
 */
export const writeKeyFile = async (
  privateKey: Uint8Array,
  password: string,
  { random, light = false }: KeyFileOptions,
): Promise<string> => {
  checkPassword(password)
  const cost: ScryptParameters = light ? { n: 4096, r: 8, p: 1 } : standardCost
  const saltBytes = random.bytes(32)
  const key = await scryptKey(password, saltBytes, cost)
  const kdfparams = { dklen: 32, ...cost, salt: toHex(saltBytes) }
  const made = Keystore.encrypt(privateKey, key, { iv: random.bytes(16), kdf: 'scrypt', kdfparams, id: uuidOf(random.bytes(16)) })
  const file = keyFileSchema.parse({ ...made, address: addressOf(privateKey).slice(2) })
  return JSON.stringify({ ...file, check: checkOf(file.crypto) }, null, 2)
}

/** The account that a key file says it holds, without opening it; null where it does not say. @throws DaomeshError `KEYSTORE_DAMAGED`. */
export const accountOfKeyFile = (json: string): Address | null => {
  const file = readKeyFile(json)
  return file.address === undefined ? null : address.parse(`0x${file.address.replace(/^0x/, '')}`)
}

/**
 * The private key of a key file.
 * @throws DaomeshError `PASSWORD_WRONG`; `KEYSTORE_DAMAGED` when the file is not one, was changed, or holds another account than it says.
 */
export const openKeyFile = async (json: string, password: string): Promise<Uint8Array> => {
  const file = readKeyFile(json)
  const key = await keyOfFile(file, password)
  let privateKey: Uint8Array
  try {
    privateKey = Keystore.decrypt(file as Keystore.Keystore, key, { as: 'Bytes' })
  } catch (cause) {
    throw new DaomeshError('PASSWORD_WRONG', { cause })
  }
  let account: Address
  try {
    account = addressOf(privateKey)
  } catch (cause) {
    throw damaged('holds no valid key', cause)
  }
  if (file.address !== undefined && fromHex(account).join() !== fromHex(file.address).join()) throw damaged('holds another account')
  return privateKey
}
