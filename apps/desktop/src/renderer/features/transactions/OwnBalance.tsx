import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { Faucet } from './Faucet.tsx'

/** Who pays the fees of what is sent from here, and what there is to pay them with. */
export const OwnBalance = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const address = status?.account ?? ''
  const { data: balance } = useQuery(queries.chain.balance.queryOptions({ input: { address }, enabled: address !== '' }))
  if (address === '') return null
  return (
    <Group className="card" p="md" justify="space-between">
      <Group gap="sm">
        <AddressText address={address} face />
        <Text size="sm" c="dimmed">
          {t('deploy.balance')}
        </Text>
        {balance === undefined ? (
          <Text size="sm" c="dimmed">
            {t('dao.treasuryUnknown')}
          </Text>
        ) : (
          <Ether wei={balance.wei} fw={600} />
        )}
      </Group>
      <Faucet />
    </Group>
  )
}
