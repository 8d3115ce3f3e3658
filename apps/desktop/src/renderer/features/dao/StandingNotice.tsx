import { Alert, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import type { Dao } from './dao.ts'

/** Why this device does not read the DAO yet, and what has to happen. Says no more than this node knows. */
export const StandingNotice = ({ standing }: { readonly standing: Exclude<Dao['standing'], 'member' | 'removed'> }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const account = useQuery(queries.node.status.queryOptions()).data?.account ?? null
  return (
    <Alert color="amber" variant="light" icon={<IconHourglass size={18} />} title={t(`standing.${standing}.title`)} aria-live="polite">
      <Stack gap={6}>
        <Text size="sm">{t(`standing.${standing}.about`)}</Text>
        {account !== null && standing !== 'peersBehind' && (
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {t('standing.account')}
            </Text>
            <AddressText address={account} whole />
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
