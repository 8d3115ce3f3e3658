import { scrypt } from 'node:crypto'
import { fromHex, type Hex, to0x } from '@daomesh/protocol'
import * as Keystore from 'ox/Keystore'
import { type KeyFile, maxScryptBytes } from './keyFileSchema.ts'

export type ScryptParameters = { readonly n: number; readonly r: number; readonly p: number }

/** What ethers, geth and Web3 Secret Storage call standard: 256 MiB and about a second per guess. */
export const standardCost: ScryptParameters = { n: 262_144, r: 8, p: 1 }

/** Programs agree on ASCII passwords as they are; for the rest ethers normalises, and so do we. */
const passwordText = (password: string): string => password.normalize('NFKC')

/** Runs outside the event loop, so that the window stays alive. */
export const scryptKey = (password: string, salt: Uint8Array, { n, r, p }: ScryptParameters): Promise<Hex> =>
  new Promise((resolve, reject) => {
    scrypt(passwordText(password), salt, 32, { N: n, r, p, maxmem: maxScryptBytes + 1024 * 1024 }, (error, key) => {
      if (error) reject(error)
      else resolve(to0x(key))
    })
  })

/** The key of a file by its own parameters; shapes that OpenSSL refuses (r = 1) take the slower way in JavaScript. */
export const keyOfFile = async (file: KeyFile, password: string): Promise<Hex> => {
  const { kdf, kdfparams } = file.crypto
  if (kdf === 'scrypt' && kdfparams.n < 2 ** (16 * kdfparams.r)) return scryptKey(password, fromHex(kdfparams.salt), kdfparams)
  const key = await Keystore.toKeyAsync({ ...file, crypto: file.crypto } as Keystore.Keystore, { password: passwordText(password) })
  return typeof key === 'function' ? key() : key
}
