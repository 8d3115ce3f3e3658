import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { When } from '../../parts/When.tsx'
import { PartnershipPill } from './PartnershipPill.tsx'
import { isParting, type Partnership, type PartnershipOffer, type Side } from './partnerships.ts'

type CardProps = { readonly deal: Partnership; readonly row: PartnershipOffer; readonly counter: (row: PartnershipOffer) => void }

/** How far the members of one DAO are, and the way to the ballot. */
const SideLine = ({ deal, row, side }: Pick<CardProps, 'deal' | 'row'> & { readonly side: Side }) => {
  const { t } = useTranslation()
  const { question, ready } = row[side]
  const name = deal[side].name ?? ''
  const waits = question !== null && question.mine === null && ['open', 'decisive', 'passing'].includes(question.status)
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <IconUsersGroup size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm">
          {ready
            ? t('partnerships.side.ready', { name })
            : question === null
              ? t('partnerships.side.unknown', { name })
              : t('partnerships.side.asked', { name, ...question.tally })}
        </Text>
      </Group>
      {question !== null && (
        <Button
          component={Link}
          to={`/dao/${question.space}/proposals/${question.decision}`}
          size="xs"
          variant={waits ? 'filled' : 'default'}
          style={{ flex: 'none' }}
        >
          {t(waits ? 'deals.members.answer' : 'deals.members.see')}
        </Button>
      )}
    </Group>
  )
}

/** One offer: what each DAO gives, how far both are, and what this member may do with it. */
export const PartnershipCard = ({ deal, row, counter }: CardProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const accept = useCommand(client.partnerships.accept)
  const decline = useCommand(client.partnerships.decline)
  const withdraw = useCommand(client.partnerships.withdraw)
  const enact = useCommand(client.partnerships.enact)
  const place = { space: deal.space, offer: row.offer }
  const may = new Set(row.may)
  const error = accept.error ?? decline.error ?? withdraw.error ?? enact.error
  const { terms } = row
  const [issuer, hunter] = [deal.issuer.name ?? '', deal.hunter.name ?? '']
  return (
    <Box component="li" className="card" p="md" aria-label={t('partnerships.offerOf', { offer: row.offer.slice(0, 8) })}>
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="sm">
            <Text size="sm" fw={600}>
              {t(isParting(row) ? 'partnerships.toPart' : 'partnerships.offered', { name: deal[row.side].name })}
            </Text>
            <Person account={row.author} name={row.authorName} size={18} />
            <When at={row.at} size="xs" />
          </Group>
          <PartnershipPill status={row.status} />
        </Group>
        {isParting(row) ? (
          <Text size="sm">{t('partnerships.parts', { issuer, hunter })}</Text>
        ) : (
          <Stack gap={2}>
            <Text size="sm">{t('partnerships.gives', { giver: issuer, taker: hunter, power: terms.issuerGives })}</Text>
            <Text size="sm">{t('partnerships.gives', { giver: hunter, taker: issuer, power: terms.hunterGives })}</Text>
          </Stack>
        )}
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t('partnerships.validUntil')}
          </Text>
          <When at={terms.validUntil * 1000} size="xs" />
        </Group>
        {terms.note !== '' && <SafeMarkdown>{terms.note}</SafeMarkdown>}
        {row.answer !== null && (
          <Group gap="sm">
            <Person account={row.answer.author} name={row.answer.authorName} size={18} />
            <Text size="sm">
              {t(`deals.answer.${row.answer.answer}`)} {row.answer.reason}
            </Text>
          </Group>
        )}
        {row.status === 'agreed' && <SideLine deal={deal} row={row} side="issuer" />}
        {row.status === 'agreed' && <SideLine deal={deal} row={row} side="hunter" />}
        {may.size > 0 && (
          <Group gap="xs">
            {may.has('enact') && (
              <Button size="sm" loading={enact.isPending} onClick={() => enact.mutate(place)}>
                {t('partnerships.do.enact')}
              </Button>
            )}
            {may.has('accept') && (
              <Button size="sm" loading={accept.isPending} onClick={() => accept.mutate(place)}>
                {t('deals.do.accept')}
              </Button>
            )}
            {may.has('counter') && (
              <Button size="sm" variant="default" onClick={() => counter(row)}>
                {t('deals.do.counter')}
              </Button>
            )}
            {may.has('decline') && (
              <Button size="sm" variant="subtle" loading={decline.isPending} onClick={() => decline.mutate({ ...place, reason: '' })}>
                {t('deals.do.decline')}
              </Button>
            )}
            {may.has('withdraw') && (
              <Button size="sm" variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate(place)}>
                {t('deals.do.withdraw')}
              </Button>
            )}
          </Group>
        )}
        {error !== null && <ErrorNotice error={error} />}
      </Stack>
    </Box>
  )
}
