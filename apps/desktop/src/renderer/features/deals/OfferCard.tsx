import { Alert, Anchor, Box, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { When } from '../../parts/When.tsx'
import { AnswerButtons } from './AnswerButtons.tsx'
import { AnswerLine } from './AnswerLine.tsx'
import { DealPill } from './DealPill.tsx'
import { OfferDiff } from './OfferDiff.tsx'
import { MemberQuestion } from './MemberQuestion.tsx'
import { OfferTermList } from './OfferTermList.tsx'
import { PromiseLine } from './PromiseLine.tsx'
import { TermFiles } from './TermFiles.tsx'
import type { Deal, OfferRow } from './deals.ts'
import { shortOffer } from './deals.ts'
import classes from './deals.module.css'

type OfferCardProps = { readonly deal: Deal; readonly row: OfferRow; readonly counter: (row: OfferRow) => void }

/** One offer of the timeline: who made it, its terms and brief, what it changes, and what this member may do with it. */
export const OfferCard = ({ deal, row, counter }: OfferCardProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const accept = useCommand(client.deals.accept)
  const sign = useCommand(client.deals.sign)
  const fund = useCommand(client.deals.fund, ({ decision }) => {
    const { space } = deal.issuer
    if (decision !== null && space !== null) void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  const withdraw = useCommand(client.deals.withdraw)
  const decline = useCommand(client.deals.decline)
  const place = { space: deal.space, offer: row.offer }
  const may = new Set(row.may)
  const signs = deal.hunter.kind === 'person' && deal.sides.includes('hunter')
  const error = accept.error ?? sign.error ?? fund.error ?? withdraw.error ?? decline.error
  const { terms, brief } = row
  return (
    <Box
      component="li"
      className="card"
      p="md"
      aria-label={t('deals.offerBy', { side: t(`deals.side.${row.side}`), offer: shortOffer(row.offer) })}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="sm">
            <Text size="sm" fw={600}>
              {t(`deals.offerOf.${row.side}`)}
            </Text>
            <Person account={row.author} name={row.authorName} size={18} />
            <When at={row.at} size="xs" />
          </Group>
          <DealPill status={row.status} />
        </Group>
        {row.note !== '' && <Text size="sm">{row.note}</Text>}
        <OfferTermList terms={terms} power={brief?.power ?? null} issuer={deal.issuer.name} />
        {row.diff !== null && (
          <OfferDiff
            diff={row.diff}
            token={terms.token}
            before={deal.offerRows.find(({ offer }) => offer === row.diff?.with)?.side ?? null}
          />
        )}
        {brief === null ? (
          <Alert color="amber" variant="light">
            {t('deals.unread')}
          </Alert>
        ) : (
          <details className={classes.brief} open={row.status === 'open' || row.status === 'agreed'}>
            <summary>{t('deals.brief', { title: brief.title })}</summary>
            <SafeMarkdown>{brief.brief}</SafeMarkdown>
            {brief.files.length > 0 && <TermFiles space={deal.space} hashes={brief.files} />}
          </details>
        )}
        {row.answer !== null && <AnswerLine answer={row.answer} />}
        {row.question !== null && <MemberQuestion hunter={deal.hunter} question={row.question} />}
        {row.promise !== null && (
          <section aria-label={t('deals.promise.of', { offer: shortOffer(row.offer) })}>
            <PromiseLine deal={deal} offer={row.offer} promise={row.promise} />
          </section>
        )}
        {row.withdrawnBy !== null && row.signed && (
          <Alert color="amber" variant="light">
            {t('deals.signedStands')}
          </Alert>
        )}
        {may.has('accept') && (
          <Text size="xs" c="dimmed">
            {t(row.side === 'issuer' && signs ? 'deals.acceptSigns' : 'deals.acceptWords')}
          </Text>
        )}
        {may.size > 0 && (
          <Group gap="xs">
            {may.has('sign') && (
              <Button size="sm" loading={sign.isPending} onClick={() => sign.mutate(place)}>
                {t('deals.do.sign')}
              </Button>
            )}
            {may.has('fund') && (
              <Button size="sm" loading={fund.isPending} onClick={() => fund.mutate(place)}>
                {t(deal.issuer.kind === 'dao' ? 'deals.do.propose' : 'deals.do.fund')}
              </Button>
            )}
            <AnswerButtons
              accept={may.has('accept') ? { run: () => accept.mutate(place), loading: accept.isPending } : null}
              counter={may.has('counter') ? () => counter(row) : null}
              decline={
                may.has('decline') ? { run: () => decline.mutate({ ...place, side: null, reason: '' }), loading: decline.isPending } : null
              }
              withdraw={may.has('withdraw') ? { run: () => withdraw.mutate(place), loading: withdraw.isPending } : null}
            />
          </Group>
        )}
        {deal.sides.includes('hunter') && (row.status === 'agreed' || row.status === 'signed' || row.status === 'funded') && (
          <Anchor component={Link} to={`/bounties/${row.bounty}/pyramid`} size="sm">
            {t('deals.passOn')}
          </Anchor>
        )}
        {may.has('fund') && (
          <Text size="xs" c="dimmed">
            {t('deals.fundMeans')}
          </Text>
        )}
        {(sign.isPending || (accept.isPending && signs)) && <SigningNotice what={t('deals.signing')} />}
        {error !== null && <ErrorNotice error={error} />}
      </Stack>
    </Box>
  )
}
