import { Alert, Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconArrowMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Dao } from '../dao/dao.ts'

/** Of a DAO that went into another one: where its members are now, and what becomes of what still arrives. */
export const MergedNotice = ({ merged }: { readonly merged: NonNullable<Dao['merged']> }) => {
  const { t } = useTranslation()
  const { name, space } = merged
  return (
    <Alert variant="light" icon={<IconArrowMerge size={18} />} title={t('mergers.shell.title', { name })}>
      <Text size="sm">{t('mergers.shell.about')}</Text>
      {space !== null && (
        <Anchor component={Link} to={`/dao/${space}`} size="sm">
          {t('mergers.shell.open', { name })}
        </Anchor>
      )}
    </Alert>
  )
}
