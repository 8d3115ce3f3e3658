import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Lobby } from '../lobby/foundingStage.ts'
import { BringDao } from './BringDao.tsx'

/** DAOs that are to be founders, and how their members decide. */
export const FoundingDaos = ({ lobby }: { readonly lobby: Lobby }) => {
  const { t } = useTranslation()
  const nameOf = (account: string): string => lobby.members.find((one) => one.account === account)?.name ?? shortAddress(account)
  return (
    <Section title={t('joining.daos')} padded={false} aside={lobby.dao === null ? <BringDao lobby={lobby} /> : undefined}>
      {lobby.daos.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('joining.daosTeach')}
        </Text>
      ) : (
        <div className="rows">
          {lobby.daos.map(({ account, name, by, question }) => (
            <Stack key={account} className="row" gap={8}>
              <Group justify="space-between" wrap="nowrap">
                <Person account={account} name={name} size={26} />
                {by.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('joining.broughtBy', { names: by.map(nameOf).join(', ') })}
                  </Text>
                )}
              </Group>
              {lobby.proposal?.signed.includes(account) === true ? (
                <Text size="sm">{t('joining.agreed')}</Text>
              ) : question === null ? (
                <Text size="sm" c="dimmed">
                  {lobby.proposal === null ? t('joining.notNamed') : t('joining.elsewhere')}
                </Text>
              ) : (
                <Group gap="xs">
                  <Text size="sm" className="numbers" aria-live="polite">
                    {t('nested.tally', question.tally)}
                  </Text>
                  <Anchor component={Link} to={`/dao/${question.space}/proposals/${question.decision}`} size="sm">
                    {t('nested.open', { name: name ?? shortAddress(account) })}
                  </Anchor>
                </Group>
              )}
            </Stack>
          ))}
        </div>
      )}
    </Section>
  )
}
