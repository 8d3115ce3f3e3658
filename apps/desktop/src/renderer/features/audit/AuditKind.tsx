import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** What kind of record it is: in words where it has some, and always by the name that the protocol gives it. */
export const AuditKind = ({ kind }: { readonly kind: string }) => {
  const { t, i18n } = useTranslation()
  const key = `activity.${kind.replace('.', '_')}`
  return (
    <>
      {i18n.exists(key) && <Text size="sm">{t(key as 'activity.ballot_cast')}</Text>}
      <Text size="xs" ff="monospace" c="dimmed">
        {kind}
      </Text>
    </>
  )
}
