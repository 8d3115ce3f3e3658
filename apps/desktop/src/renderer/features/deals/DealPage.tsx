import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconBriefcase, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { CopyDealLink } from './CopyDealLink.tsx'
import { DealFiles } from './DealFiles.tsx'
import { DealNames, namesIn } from './DealNames.ts'
import { DealPill } from './DealPill.tsx'
import { OfferCard } from './OfferCard.tsx'
import { OfferForm } from './OfferForm.tsx'
import { Parties } from './Parties.tsx'
import { SharedBrief } from './SharedBrief.tsx'
import { nextStep } from './nextStep.ts'
import { settledOffer } from './settledOffer.ts'
import type { Deal, OfferRow, Party } from './deals.ts'
import classes from './deals.module.css'

const called = ({ name, account }: Party): string => name ?? shortAddress(account)

/** Which form is open: none, a fresh offer, or an answer to one. */
type Writing = { readonly answers: OfferRow | null } | null

const Body = ({ deal }: { readonly deal: Deal }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [writing, write] = useState<Writing>(null)
  const breakOff = useCommand(client.deals.decline)
  const done = deal.status === 'signed' || deal.status === 'funded'
  const settled = settledOffer(deal.offerRows)
  const newest = deal.offerRows.toReversed()
  // One that can still be signed or paid in is no history.
  const shown = newest.filter((row) => settled === null || row === settled || row.may.includes('sign') || row.may.includes('fund'))
  const earlier = newest.filter((row) => !shown.includes(row))
  const step = nextStep(deal)
  const card = (row: OfferRow) => <OfferCard key={row.offer} deal={deal} row={row} counter={(answers) => write({ answers })} />
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          {deal.locked && (
            <Alert icon={<IconLock size={18} />} variant="light" title={t('deals.lockedTitle')}>
              {t(deal.arbiter ? 'deals.lockedArbiter' : 'deals.locked')}
            </Alert>
          )}
          {deal.declined !== null && (
            <Alert color="amber" variant="light" title={t('deals.brokenOff', { side: t(`deals.side.${deal.declined.side}`) })}>
              {deal.declined.reason === '' ? t('deals.brokenOffAbout') : deal.declined.reason}
            </Alert>
          )}
          {step !== null && (
            <Alert variant="light">
              {t(`deals.next.${step}`, { name: deal.hunter.name ?? '', issuer: called(deal.issuer), hunter: called(deal.hunter) })}
            </Alert>
          )}
          {writing !== null && (
            <Section title={t(writing.answers === null ? 'deals.form.offer' : 'deals.form.counter')}>
              <OfferForm deal={deal} answers={writing.answers} onDone={() => write(null)} />
            </Section>
          )}
          {deal.offerRows.length === 0 && writing === null && (
            <Text size="sm" c="dimmed">
              {t('deals.noOffers')}
            </Text>
          )}
          <Stack component="ol" gap="lg" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('deals.timeline')}>
            {shown.map(card)}
          </Stack>
          {earlier.length > 0 && (
            <details className={classes.brief}>
              <summary>{t('deals.earlier', { count: earlier.length })}</summary>
              <Stack component="ol" gap="lg" p={0} mt="md" mb={0} style={{ listStyle: 'none' }} aria-label={t('deals.earlierOffers')}>
                {earlier.map(card)}
              </Stack>
            </details>
          )}
          {!deal.locked && deal.sides.length > 0 && !done && writing === null && (
            <Group>
              {/* Where an offer waits for an answer, whoever made it, another one is not what comes first. */}
              <Button variant={deal.waits === 'answer' || step !== null ? 'default' : 'filled'} onClick={() => write({ answers: null })}>
                {t('deals.do.offer')}
              </Button>
              {deal.declined === null && (
                <Button
                  variant="subtle"
                  loading={breakOff.isPending}
                  onClick={() => breakOff.mutate({ space: deal.space, side: null, offer: null, reason: '' })}
                >
                  {t('deals.do.breakOff')}
                </Button>
              )}
            </Group>
          )}
          {breakOff.error !== null && <ErrorNotice error={breakOff.error} />}
          {!deal.locked && deal.sides.length > 0 && !done && <SharedBrief deal={deal} />}
          {/* What was signed froze a brief: there is nothing more to begin. */}
          {!deal.locked && deal.sides.length > 0 && done && deal.drafts.length > 0 && (
            <details className={classes.brief}>
              <summary>{t('deals.shared.past')}</summary>
              <SharedBrief deal={deal} />
            </details>
          )}
          {!deal.locked && <DealFiles deal={deal} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="lg">
          <Parties deal={deal} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

/** One deal: its offers with what each changes, the brief both write, and both sides. */
export const DealPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/deals/$space' })
  const query = useQuery(queries.deals.get.queryOptions({ input: { space } }))
  return (
    <Loaded query={query}>
      {(deal) => (
        <Page
          title={deal.title}
          above={<BackLink to="/deals">{t('deals.title')}</BackLink>}
          about={
            <Group gap="md" mt={8}>
              <DealPill status={deal.status} />
              {deal.waits === null && deal.offerRows.some(({ may }) => may.includes('fund')) && (
                <Text size="sm" fw={600} c="var(--warn)">
                  {t('deals.waits.fund')}
                </Text>
              )}
              {deal.waits !== null && (
                <Text size="sm" fw={600} c="var(--warn)">
                  {t(`deals.waits.${deal.waits}`)}
                </Text>
              )}
            </Group>
          }
          actions={
            <>
              <CopyDealLink space={deal.space} />
              {deal.status === 'funded' && (
                <Button
                  component={Link}
                  to={`/bounties/${settledOffer(deal.offerRows)?.bounty ?? ''}`}
                  leftSection={<IconBriefcase size={16} aria-hidden />}
                >
                  {t('deals.toBounty')}
                </Button>
              )}
            </>
          }
        >
          <DealNames value={namesIn(deal)}>
            <Body deal={deal} />
          </DealNames>
        </Page>
      )}
    </Loaded>
  )
}
