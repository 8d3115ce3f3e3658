import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAnchor } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { Faucet } from '../transactions/Faucet.tsx'
import { TransactionState } from '../transactions/TransactionState.tsx'

/** Puts a founded DAO on the chain; on a sandbox chain a newcomer gets the fee for free. Nothing is shown while it is there already. */
export const DeployStep = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const dao = useQuery(queries.daos.get.queryOptions({ input: { space } }))
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const address = status?.account ?? ''
  const balance = useQuery(queries.chain.balance.queryOptions({ input: { address }, enabled: address !== '' }))
  const transactions = useQuery(queries.chain.transactions.queryOptions())
  const deploy = useCommand(client.daos.deploy)
  if (dao.data === undefined || dao.data.deployed !== 'no') return null
  const sent = transactions.data
    ?.filter((row) => row.space === space && row.purpose.key === 'transaction.deploy')
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
  return (
    <Stack gap="sm" p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
      <Text size="sm">{t('deploy.about')}</Text>
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          {t('deploy.balance')}
        </Text>
        {balance.data !== undefined && <Ether wei={balance.data.wei} />}
      </Group>
      {sent !== undefined && <TransactionState transaction={sent} />}
      {sent !== undefined && sent.error !== null && <ErrorNotice error={sent.error} waits={sent.state === 'waiting'} />}
      {deploy.isPending && <SigningNotice what={t('deploy.waiting')} />}
      {deploy.error !== null && <ErrorNotice error={deploy.error} />}
      <Group>
        <Button
          leftSection={<IconAnchor size={16} aria-hidden />}
          loading={deploy.isPending}
          disabled={sent !== undefined && sent.state !== 'failed'}
          onClick={() => deploy.mutate({ space })}
        >
          {t('deploy.go')}
        </Button>
        <Faucet />
      </Group>
    </Stack>
  )
}
