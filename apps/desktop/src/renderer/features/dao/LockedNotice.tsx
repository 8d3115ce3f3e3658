import { Alert, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Records arrived whose key has not: everything is kept, nothing is lost. */
export const LockedNotice = () => {
  const { t } = useTranslation()
  return (
    <Alert color="amber" variant="light" icon={<IconLock size={18} />} title={t('dao.lockedTitle')} aria-live="polite">
      <Text size="sm">{t('dao.lockedAbout')}</Text>
    </Alert>
  )
}
