import { Person } from '../../parts/Person.tsx'
import { useMine } from './useMine.ts'
import { useNames } from './useNames.ts'

/** One side of a bounty by picture and name. */
export const Party = ({ account, size = 20 }: { readonly account: string; readonly size?: number }) => {
  const { account: own } = useMine()
  const { nameOf } = useNames()
  return <Person account={account} name={nameOf(account)} self={account === own} size={size} />
}
