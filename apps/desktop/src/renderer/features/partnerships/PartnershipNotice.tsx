import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { MergerPreview } from '../mergers/MergerPreview.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'

/** What this DAO and a partner give each other by a proposal, worked out from its calls, and the way to where it was agreed. */
export const PartnershipNotice = ({
  partnership,
  past,
}: {
  readonly partnership: NonNullable<Proposal['partnership']>
  readonly past: boolean
}) => {
  const { t } = useTranslation()
  const { partner, partnerName, gives, gets, merger, deal } = partnership
  return (
    <Section
      title={t(
        merger !== null ? 'mergers.notice' : gives === '0' && gets === '0' ? 'partnerships.notice.part' : 'partnerships.notice.title',
      )}
    >
      <Stack gap="sm">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('partnerships.notice.with')}
          </Text>
          <Person account={partner} name={partnerName} size={20} />
        </Group>
        {merger === null ? (
          <>
            <Text size="sm">{t('partnerships.notice.powers', { gives, gets })}</Text>
            <Text size="xs" c="dimmed">
              {t('partnerships.means')}
            </Text>
          </>
        ) : (
          <MergerPreview merger={merger} past={past} />
        )}
        {deal !== null && (
          <Anchor component={Link} to={`/confederation/partnerships/${deal.space}`} size="sm">
            {t('partnerships.notice.open')}
          </Anchor>
        )}
      </Stack>
    </Section>
  )
}
