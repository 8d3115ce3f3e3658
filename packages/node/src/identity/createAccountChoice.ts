import { type Address, address, DaomeshError, utf8 } from '@daomesh/protocol'
import type { MetaStore, SignerDesk } from '../ports.ts'

const key = 'account'

/** Which of the signer's accounts this node speaks for: the one chosen, else the only one there is. */
export const createAccountChoice = ({ meta, signer }: { readonly meta: MetaStore; readonly signer: Pick<SignerDesk, 'state'> }) => {
  const current = (): Address | null => {
    const kept = meta.get(key)
    if (kept !== undefined) return address.parse(new TextDecoder().decode(kept))
    const [only, ...more] = signer.state().accounts
    return only !== undefined && more.length === 0 ? address.parse(only) : null
  }
  return {
    current,
    /** @throws DaomeshError `IDENTITY_MISSING`, `IDENTITY_UNCHOSEN`. */
    required: (): Address => {
      const account = current()
      if (account === null) throw new DaomeshError(signer.state().accounts.length > 1 ? 'IDENTITY_UNCHOSEN' : 'IDENTITY_MISSING')
      return account
    },
    /** Kept: another key file must not change whose node this is. */
    choose: (account: Address): Address => {
      if (!signer.state().accounts.includes(account)) throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
      meta.set(key, utf8(account))
      return account
    },
  }
}

export type AccountChoice = ReturnType<typeof createAccountChoice>
