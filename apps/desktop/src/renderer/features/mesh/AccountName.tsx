import { Group, Text, UnstyledButton } from '@mantine/core'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Face } from '../../parts/Face.tsx'
import type { MeshAccount } from './mesh.ts'

type AccountNameProps = {
  readonly account: Pick<MeshAccount, 'account' | 'kind' | 'name'>
  readonly onChoose?: (account: string) => void
  readonly size?: number
}

/** Who it is: a DAO by the name of its founding, everybody by picture and address. A button where more can be seen. */
export const AccountName = ({ account, onChoose, size = 20 }: AccountNameProps) => {
  const words = (
    <Group gap={8} wrap="nowrap" component="span" display="flex" style={{ minWidth: 0 }}>
      <Face address={account.account} size={size} square={account.kind === 'dao'} />
      <Text component="span" size="sm" truncate maw={200} {...(account.name === null ? { ff: 'monospace', fz: 'xs' } : { fw: 500 })}>
        {account.name ?? shortAddress(account.account)}
      </Text>
    </Group>
  )
  if (onChoose === undefined) return words
  return (
    <UnstyledButton onClick={() => onChoose(account.account)} style={{ display: 'block', borderRadius: 6 }}>
      {words}
    </UnstyledButton>
  )
}
