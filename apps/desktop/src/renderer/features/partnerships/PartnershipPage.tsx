import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { CopyDealLink } from '../deals/CopyDealLink.tsx'
import { PartyBox } from '../deals/Parties.tsx'
import { SharedBrief } from '../deals/SharedBrief.tsx'
import { MergerForm } from '../mergers/MergerForm.tsx'
import { PartnershipCard } from './PartnershipCard.tsx'
import { PartnershipForm } from './PartnershipForm.tsx'
import { PartnershipPill } from './PartnershipPill.tsx'
import { type Partnership, type PartnershipOffer, partyOf } from './partnerships.ts'

/** Which form is open: none, a fresh offer, an answer to one, an offer to part, or one to merge. */
type Writing = { readonly answers: PartnershipOffer | null; readonly about: 'power' | 'parting' | 'merger' } | null

const Body = ({ deal }: { readonly deal: Partnership }) => {
  const { t } = useTranslation()
  const [writing, write] = useState<Writing>(null)
  const speaks = !deal.locked && deal.sides.length > 0
  const [issuer, hunter] = [deal.issuer.name ?? '', deal.hunter.name ?? '']
  // What is on the table is answered first.
  const isTalking = deal.offerRows.some(({ status }) => status === 'open' || status === 'agreed')
  const isPartner = deal.now !== null && (deal.now.issuerGives !== '0' || deal.now.hunterGives !== '0')
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          {deal.locked && (
            <Alert icon={<IconLock size={18} />} variant="light" title={t('deals.lockedTitle')}>
              {t('deals.locked')}
            </Alert>
          )}
          {deal.now !== null && (
            <Section title={t('partnerships.nowTitle')}>
              <Text size="sm">{t('partnerships.powers', { issuer, hunter, ...deal.now })}</Text>
              <Text size="xs" c="dimmed">
                {t('partnerships.means')}
              </Text>
            </Section>
          )}
          {writing !== null && (
            <Section
              title={t(
                writing.about === 'merger'
                  ? 'mergers.form.title'
                  : writing.about === 'parting'
                    ? 'partnerships.form.part'
                    : writing.answers === null
                      ? 'partnerships.form.offer'
                      : 'partnerships.form.counter',
              )}
            >
              {writing.about === 'merger' ? (
                <MergerForm key={writing.answers?.offer ?? ''} deal={deal} answers={writing.answers} onDone={() => write(null)} />
              ) : (
                <PartnershipForm
                  key={`${writing.answers?.offer ?? ''} ${writing.about}`}
                  deal={deal}
                  answers={writing.answers}
                  parting={writing.about === 'parting'}
                  onDone={() => write(null)}
                />
              )}
            </Section>
          )}
          {deal.offerRows.length === 0 && writing === null && (
            <Text size="sm" c="dimmed">
              {t('deals.noOffers')}
            </Text>
          )}
          <Stack component="ol" gap="lg" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('deals.timeline')}>
            {deal.offerRows.toReversed().map((row) => (
              <PartnershipCard
                key={row.offer}
                deal={deal}
                row={row}
                counter={(answers) => write({ answers, about: answers.merger === null ? 'power' : 'merger' })}
              />
            ))}
          </Stack>
          {speaks && writing === null && (
            <Group>
              <Button variant={isTalking ? 'default' : 'filled'} onClick={() => write({ answers: null, about: 'power' })}>
                {t('deals.do.offer')}
              </Button>
              {isPartner && (
                <Button variant="subtle" onClick={() => write({ answers: null, about: 'parting' })}>
                  {t('partnerships.do.part')}
                </Button>
              )}
              <Button variant="subtle" onClick={() => write({ answers: null, about: 'merger' })}>
                {t('mergers.do.offer')}
              </Button>
            </Group>
          )}
          {speaks && <SharedBrief deal={deal} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="lg">
          <PartyBox title={issuer} party={partyOf(deal, 'issuer')} />
          <PartyBox title={hunter} party={partyOf(deal, 'hunter')} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

/** One partnership: what each DAO has in the other, the offers, and how far the members of both are. */
export const PartnershipPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/confederation/partnerships/$space' })
  const query = useQuery(queries.partnerships.get.queryOptions({ input: { space } }))
  return (
    <Loaded query={query}>
      {(deal) => (
        <Page
          title={deal.title}
          above={<BackLink to="/confederation">{t('confederation.title')}</BackLink>}
          about={
            <Group gap="md" mt={8}>
              <PartnershipPill status={deal.status} />
              {deal.waits !== null && (
                <Text size="sm" fw={600} c="var(--warn)">
                  {t(`partnerships.waits.${deal.waits}`)}
                </Text>
              )}
            </Group>
          }
          actions={<CopyDealLink space={deal.space} />}
        >
          <Body deal={deal} />
        </Page>
      )}
    </Loaded>
  )
}
