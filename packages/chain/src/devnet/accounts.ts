import { address, type Address, type Hex, to0x } from '@daomesh/protocol'
import { mnemonicToAccount } from 'viem/accounts'

export type DevnetAccount = { readonly address: Address; readonly privateKey: Hex }

/** Foundry's well-known phrase: worth nothing anywhere, and every tool already knows these accounts. */
export const devnetPhrase = 'test test test test test test test test test test test junk'

/** The funded accounts of a sandbox chain, the same on each. */
export const devnetAccounts = (count: number): readonly DevnetAccount[] =>
  Array.from({ length: count }, (_, addressIndex) => {
    const account = mnemonicToAccount(devnetPhrase, { addressIndex })
    const key = account.getHdKey().privateKey
    if (!key) throw new RangeError('a derived key is missing')
    return { address: address.parse(account.address), privateKey: to0x(key) }
  })
