import { Alert } from '@mantine/core'
import { useMatchRoute } from '@tanstack/react-router'
import { IconDoorExit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useHasLeft } from '../features/dao/useHasLeft.ts'

const Left = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  return useHasLeft(space) ? (
    <Alert radius={0} color="gray" variant="light" icon={<IconDoorExit size={18} />} title={t('standing.removed.title')}>
      {t('standing.removed.readOnly')}
    </Alert>
  ) : null
}

/** Says on every screen of a DAO that was left why nothing can be written there; its first page says more. */
export const LeftBanner = () => {
  const matches = useMatchRoute()
  const inside = matches({ to: '/dao/$space', fuzzy: true })
  return inside === false || matches({ to: '/dao/$space' }) !== false ? null : <Left space={inside.space} />
}
