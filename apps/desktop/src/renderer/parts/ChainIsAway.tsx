import { Alert, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'

/** Whether the chain answers nothing now, so that what is shown of it may be old and what is not shown may be there. */
export const useChainIsAway = (): boolean => {
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  return status?.chain.state === 'offline' || status?.chain.state === 'mismatch'
}

/** Above what the chain decides: that it is away, and what that means for what stands below. */
export const ChainIsAway = () => {
  const { t } = useTranslation()
  if (!useChainIsAway()) return null
  return (
    <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} title={t('parts.chainAway')} role="note" aria-live="polite">
      <Text size="sm">{t('parts.chainAwayAbout')}</Text>
    </Alert>
  )
}
