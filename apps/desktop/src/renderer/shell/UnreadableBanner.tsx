import { Alert, Code, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconFileAlert } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'

const shown = 5

/** Names what this version cannot read of the node's own rows: something may be missing on the screens, and nobody should wonder why. */
export const UnreadableBanner = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const rows = status?.storage.unreadable ?? []
  if (rows.length === 0) return null
  return (
    <Alert
      radius={0}
      color="amber"
      variant="light"
      icon={<IconFileAlert size={18} />}
      title={t('unreadable.title', { count: rows.length })}
    >
      <Stack gap={6}>
        <Text size="sm">{t('unreadable.safe')}</Text>
        <Text size="sm" fw={600}>
          {t('unreadable.todo')}
        </Text>
        <Code block fz="xs">
          {rows.slice(0, shown).join('\n')}
        </Code>
      </Stack>
    </Alert>
  )
}
