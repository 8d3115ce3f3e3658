import { Alert, Anchor, Group, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Person } from '../../parts/Person.tsx'
import { Sum } from '../budgets/Sum.tsx'
import type { Proposal } from './isUnderWay.ts'

const looks = {
  matches: [IconCircleCheck, 'green'],
  differs: [IconAlertTriangle, 'red'],
  absent: [IconHelpCircle, 'amber'],
} as const

/** Whether a proposal that closes a budget pays what the pledges held here come to, and whose pledge is not in it. */
export const ClosingCheck = ({ space, closing }: { readonly space: string; readonly closing: NonNullable<Proposal['closing']> }) => {
  const { t } = useTranslation()
  const { verdict, differences, missing, token, budget } = closing
  const [Icon, color] = looks[verdict]
  return (
    <Stack gap="md">
      <Alert color={color} variant="light" icon={<Icon size={18} />} title={t(`closing.${verdict}`)}>
        <Stack gap="sm">
          <Text size="sm">
            {verdict === 'absent' ? t('closing.absentAbout', { count: closing.absent }) : t('closing.counted', { count: closing.counted })}
          </Text>
          {differences.length > 0 && (
            <List size="sm" spacing={4}>
              {differences.map(({ place, payee, amount }) => (
                <List.Item key={place}>
                  {payee === null || amount === null || token === null ? (
                    t('closing.extra', { place })
                  ) : (
                    <Group gap={6} component="span">
                      {t('closing.should', { place })}
                      <Sum token={token} amount={amount} />
                      <AddressText address={payee} />
                    </Group>
                  )}
                </List.Item>
              ))}
            </List>
          )}
          <HashText label={t('closing.root')} value={closing.root} />
          <Anchor component={Link} to={`/dao/${space}/budgets/${budget}`} size="sm">
            {t('closing.toBudget')}
          </Anchor>
        </Stack>
      </Alert>
      {missing.length > 0 && (
        <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('closing.missing')}>
          <Stack gap={6}>
            <Text size="sm">{t('closing.missingAbout')}</Text>
            {missing.map(({ account, name, older }) => (
              <Group key={account} gap="sm">
                <Person account={account} name={name} size={18} />
                {older && (
                  <Text size="sm" c="dimmed">
                    {t('closing.older')}
                  </Text>
                )}
              </Group>
            ))}
          </Stack>
        </Alert>
      )}
    </Stack>
  )
}
