import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { useCommand } from '../api/useCommand.ts'
import { Understood } from './Understood.tsx'

/** Says on every screen that the folder of this app was put back from a copy, what comes back, what does not and what to do, until the person has read it. */
export const RestoredBanner = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const dismiss = useCommand(client.node.dismissRestored)
  const restored = status?.storage.restored ?? null
  if (restored === null) return null
  return (
    <Alert
      radius={0}
      color="amber"
      variant="light"
      icon={<IconHistory size={18} />}
      title={t(restored.older ? 'restored.olderTitle' : 'restored.movedTitle')}
      role="alert"
    >
      <Stack gap={6}>
        <Text size="sm">{t(restored.older ? 'restored.older' : 'restored.moved')}</Text>
        <Text size="sm">{t('restored.means')}</Text>
        <Understood todo={t('restored.todo')} dismiss={dismiss} onRead={() => dismiss.mutate({})} />
      </Stack>
    </Alert>
  )
}
