import { Alert, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { OpenSigner } from '../parts/OpenSigner.tsx'

/** Whatever waits for a signature is said on every screen: a first step may need one where nobody expects it. */
export const SigningBanner = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const pending = status?.signer.pending ?? 0
  return (
    <div aria-live="polite">
      {pending > 0 && (
        <Alert radius={0} variant="light" icon={<IconSignature size={18} />} title={t('signer.pending', { count: pending })}>
          <Group justify="space-between">
            <Text size="sm">{t('signing.compare')}</Text>
            <OpenSigner size="xs" label={t('signing.open')} />
          </Group>
        </Alert>
      )}
    </div>
  )
}
