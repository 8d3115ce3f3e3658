import { type Address, DaomeshError, type Hex, type Random, type SigningRequest } from '@daomesh/protocol'
import { addressOf, createAccount, openKeyFile, restoreAccount, signRequest } from '@daomesh/node/keystore'

/** A key in memory, behind the one thing that may be done with it. */
export type OpenAccount = {
  readonly sign: (request: SigningRequest) => Promise<Hex>
  /** Overwrites the key. */
  readonly forget: () => void
}

export type KeyCost = { readonly random: Random; readonly light: boolean }

export type MadeAccount = { readonly account: Address; readonly file: string; readonly opened: OpenAccount }

const holding = (account: Address, privateKey: Uint8Array): OpenAccount => {
  let open = true
  return {
    sign: async (request) => {
      if (!open) throw new DaomeshError('IDENTITY_LOCKED', { meta: { account } })
      return signRequest(privateKey, request)
    },
    forget: () => {
      open = false
      privateKey.fill(0)
    },
  }
}

/** @throws DaomeshError `PASSWORD_WEAK`. */
export const makeAccount = async (password: string, options: KeyCost): Promise<MadeAccount & { readonly phrase: string }> => {
  const { address, phrase, keyFile, privateKey } = await createAccount({ password, ...options })
  return { account: address, phrase, file: keyFile, opened: holding(address, privateKey) }
}

/** @throws DaomeshError `PHRASE_INVALID`, `PASSWORD_WEAK`. */
export const phraseAccount = async (phrase: string, password: string, options: KeyCost): Promise<MadeAccount> => {
  const { address, keyFile, privateKey } = await restoreAccount({ phrase, password, ...options })
  return { account: address, file: keyFile, opened: holding(address, privateKey) }
}

/** @throws DaomeshError `PASSWORD_WRONG`; `KEYSTORE_DAMAGED` also when a file was renamed to pass for another account's. */
export const openAccount = async (account: Address, file: string, password: string): Promise<OpenAccount> => {
  const privateKey = await openKeyFile(file, password)
  if (addressOf(privateKey) !== account) throw new DaomeshError('KEYSTORE_DAMAGED', { meta: { account, reason: 'holds another account' } })
  return holding(account, privateKey)
}
