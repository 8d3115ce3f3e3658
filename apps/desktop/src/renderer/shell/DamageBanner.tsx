import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconDatabaseExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { useCommand } from '../api/useCommand.ts'
import { Understood } from './Understood.tsx'

/** Says on every screen that the database was damaged, what is safe and what to do, until the person has read it. Without it a first-run screen would lie. */
export const DamageBanner = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const daos = useQuery(queries.daos.list.queryOptions())
  const lobbies = useQuery(queries.lobbies.list.queryOptions())
  const dismiss = useCommand(client.node.dismissDamage)
  const damage = status?.storage.damage ?? null
  if (damage === null) return null
  const isAlone = daos.data?.length === 0 && lobbies.data?.length === 0
  return (
    <Alert radius={0} color="amber" variant="light" icon={<IconDatabaseExclamation size={18} />} title={t('damage.title')} role="alert">
      <Stack gap={6}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('damage.happened', { file: damage.file, count: damage.entries })}
        </Text>
        <Text size="sm">{t(isAlone ? 'damage.lost' : 'damage.safe')}</Text>
        <Understood todo={t(isAlone ? 'damage.restore' : 'damage.todo')} dismiss={dismiss} onRead={() => dismiss.mutate({})} />
      </Stack>
    </Alert>
  )
}
