import { checksumAddress } from '../../format/checksumAddress.ts'
import { useNames } from './useNames.ts'

type KnownAccountsProps = { readonly id: string }

/** What fields for an address offer by name: own DAOs, and the parties of deals. Referred to by `list`. */
export const KnownAccounts = ({ id }: KnownAccountsProps) => {
  const { known } = useNames()
  return (
    <datalist id={id}>
      {known.map(([account, name]) => (
        <option key={account} value={checksumAddress(account)}>
          {name}
        </option>
      ))}
    </datalist>
  )
}
