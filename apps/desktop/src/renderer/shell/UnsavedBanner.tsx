import { Alert, Anchor, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'

/** Says which draft was left before its last words were stored. */
export const UnsavedBanner = () => {
  const { t } = useTranslation()
  const { drafts } = useApi()
  const unsaved = useSyncExternalStore(drafts.onUnsaved, drafts.unsaved)
  return unsaved.map(({ space, draft, saving }) => (
    <Alert
      key={draft}
      radius={0}
      color="amber"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={t('draft.left.title')}
      aria-live="polite"
    >
      <Group justify="space-between">
        <Text size="sm">{saving.state === 'refused' ? t('draft.left.refused') : t('draft.left.waiting')}</Text>
        <Anchor component={Link} to={`/dao/${space}/drafts/${draft}`} size="sm">
          {t('draft.left.open')}
        </Anchor>
      </Group>
    </Alert>
  ))
}
