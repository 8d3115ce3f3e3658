import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import type { Dao } from './dao.ts'

/** This account is no member any more: why, what stays its own, and who has its place. No fault, and nothing to wait for. */
export const LeftNotice = ({ dao: { memberRows } }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const mine = memberRows.find(({ self }) => self)
  const successor = memberRows.find(({ account }) => account === mine?.replacedBy)
  return (
    <Alert color="gray" variant="light" icon={<IconDoorExit size={18} />} title={t('standing.removed.title')} aria-live="polite">
      <Stack gap={6}>
        <Text size="sm">{t(successor === undefined ? 'standing.removed.about' : 'standing.removed.replaced')}</Text>
        {mine !== undefined && mine.shares !== '0' && <Text size="sm">{t('standing.sharesLeft', { shares: mine.shares })}</Text>}
        {successor !== undefined && (
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {t('standing.removed.successor')}
            </Text>
            <AddressText address={successor.account} whole />
          </Group>
        )}
        {mine !== undefined && (
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {t('standing.account')}
            </Text>
            <AddressText address={mine.account} whole />
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
