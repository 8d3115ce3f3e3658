import { ActionIcon, Anchor, Popover, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconFingerprint } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import type { Dao } from './dao.ts'

type StateDetailsProps = Pick<Dao, 'hash' | 'rosterEpoch' | 'rulesEpoch'> & { readonly space: string }

/** The fingerprint of what this node believes: members at the same cut must see the same one. */
export const StateDetails = ({ hash, rosterEpoch, rulesEpoch, space }: StateDetailsProps) => {
  const { t } = useTranslation()
  return (
    <Popover position="bottom-start" withArrow shadow="md" width={330} trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('state.open')}>
          <IconFingerprint size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('state.title')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('state.about')}
          </Text>
          {hash.stateHash === null ? <Text size="sm">{t('state.none')}</Text> : <HashText label={t('state.hash')} value={hash.stateHash} />}
          {hash.unjudgedRoot !== null && <Text size="sm">{t('state.lacking')}</Text>}
          <HashText label={t('state.setRoot')} value={hash.setRoot} />
          <Text size="sm">{t('state.cut', { count: hash.cut.count })}</Text>
          <Text size="sm">{t('state.entries', { count: hash.entries })}</Text>
          <Text size="sm">{t('state.epochs', { roster: rosterEpoch, rules: rulesEpoch, fold: hash.foldVersion })}</Text>
          <Anchor component={Link} to={`/dao/${space}/audit`} size="sm">
            {t('state.audit')}
          </Anchor>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
