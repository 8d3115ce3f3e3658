import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { shortAddress } from '../../format/checksumAddress.ts'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { usePowerWords } from './usePowerWords.ts'

/** The power that this DAO promises the hunter of a bounty, worked out from what the proposal calls, and the way to the bounty. */
export const PromiseNotice = ({ promise }: { readonly promise: NonNullable<Proposal['promise']> }) => {
  const { t } = useTranslation()
  const say = usePowerWords()
  const { title, hunter, hunterName, dao, paid, bounty, deal } = promise
  return (
    <Section title={t('deals.promise.notice', { title })}>
      <Stack gap="sm">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('deals.side.hunter')}
          </Text>
          <Person account={hunter} name={hunterName} size={20} />
        </Group>
        <Text size="sm">{say({ ...promise, hunter: hunterName ?? shortAddress(hunter), issuer: t('deals.promise.here') })}</Text>
        <Text size="sm">{t(`deals.promise.paid.${paid}`)}</Text>
        {dao && (
          <Text size="xs" c="dimmed">
            {t('deals.promise.reads')}
          </Text>
        )}
        <Group gap="md">
          <Anchor component={Link} to={`/bounties/${bounty}`} size="sm">
            {t('deals.promise.bounty')}
          </Anchor>
          {deal !== null && (
            <Anchor component={Link} to={`/deals/${deal.space}`} size="sm">
              {t('deals.taken.open')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Section>
  )
}
