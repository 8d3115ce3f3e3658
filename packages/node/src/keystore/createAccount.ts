import type { Address } from '@daomesh/protocol'
import { addressOf } from './addressOf.ts'
import { checkPassword, type KeyFileOptions, writeKeyFile } from './keyFile.ts'
import { drawPhrase, keyOfPhrase } from './phrase.ts'

export type NewAccount = {
  readonly address: Address
  /** Twelve words, to be shown once and never stored. */
  readonly phrase: string
  /** JSON text, safe to store. */
  readonly keyFile: string
  /** For signing right away without opening the file; forget it when locking. */
  readonly privateKey: Uint8Array
}

const accountOf = async (phrase: string, password: string, options: KeyFileOptions): Promise<Omit<NewAccount, 'phrase'>> => {
  checkPassword(password)
  const privateKey = keyOfPhrase(phrase)
  return { address: addressOf(privateKey), keyFile: await writeKeyFile(privateKey, password, options), privateKey }
}

/**
 * A new account from fresh randomness.
 * @throws DaomeshError `PASSWORD_WEAK`.
 */
export const createAccount = async ({ password, ...options }: { readonly password: string } & KeyFileOptions): Promise<NewAccount> => {
  const phrase = drawPhrase(options.random)
  return { phrase, ...(await accountOf(phrase, password, options)) }
}

/**
 * The account of a recovery phrase under a new password.
 * @throws DaomeshError `PHRASE_INVALID` or `PASSWORD_WEAK`.
 * @example
 * const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
 * const { address } = await restoreAccount({ phrase, password: 'correct horse', random, light: true })
 * address // => '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25'
 */
export const restoreAccount = ({
  phrase,
  password,
  ...options
}: { readonly phrase: string; readonly password: string } & KeyFileOptions): Promise<Omit<NewAccount, 'phrase'>> =>
  accountOf(phrase, password, options)
