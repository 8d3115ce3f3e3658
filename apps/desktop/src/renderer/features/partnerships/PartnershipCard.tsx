import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { When } from '../../parts/When.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { AnswerButtons } from '../deals/AnswerButtons.tsx'
import { AnswerLine } from '../deals/AnswerLine.tsx'
import { VoteLine } from '../deals/VoteLine.tsx'
import { MergerPreview } from '../mergers/MergerPreview.tsx'
import { MajorityWarning } from './MajorityWarning.tsx'
import { PartnershipPill } from './PartnershipPill.tsx'
import { isParting, type Partnership, type PartnershipOffer, type Side } from './partnerships.ts'

type CardProps = { readonly deal: Partnership; readonly row: PartnershipOffer; readonly counter: (row: PartnershipOffer) => void }

/** How far the members of one DAO are, and the way to the ballot. */
const SideLine = ({ deal, row, side }: Pick<CardProps, 'deal' | 'row'> & { readonly side: Side }) => {
  const { t } = useTranslation()
  const { question, ready } = row[side]
  const name = deal[side].name ?? ''
  const words = ready
    ? t('partnerships.side.ready', { name })
    : question === null
      ? t('partnerships.side.unknown', { name })
      : t('partnerships.side.asked', { name, ...question.tally })
  const waits = question !== null && question.mine === null && ['open', 'decisive', 'passing'].includes(question.status)
  return <VoteLine words={words} question={question === null ? null : { space: question.space, decision: question.decision, waits }} />
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
              {t(row.merger !== null ? 'mergers.offered' : isParting(row) ? 'partnerships.toPart' : 'partnerships.offered', {
                name: deal[row.side].name,
              })}
            </Text>
            <Person account={row.author} name={row.authorName} size={18} />
            <When at={row.at} size="xs" />
          </Group>
          <PartnershipPill status={row.status} />
        </Group>
        {row.merger !== null && <MergerPreview merger={row.merger} past={row.status !== 'open' && row.status !== 'agreed'} />}
        {row.merger !== null ? null : isParting(row) ? (
          <Text size="sm">{t('partnerships.parts', { issuer, hunter })}</Text>
        ) : (
          <Stack gap={2}>
            <Text size="sm">{t('partnerships.gives', { giver: issuer, taker: hunter, power: terms.issuerGives })}</Text>
            <Text size="sm">{t('partnerships.gives', { giver: hunter, taker: issuer, power: terms.hunterGives })}</Text>
          </Stack>
        )}
        {(row.status === 'open' || row.status === 'agreed') && <MajorityWarning deal={deal} gives={terms} />}
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t('partnerships.validUntil')}
          </Text>
          <Deadline seconds={terms.validUntil} size="xs" />
        </Group>
        {terms.note !== '' && <SafeMarkdown>{terms.note}</SafeMarkdown>}
        {row.answer !== null && <AnswerLine answer={row.answer} />}
        {row.status === 'agreed' && <SideLine deal={deal} row={row} side="issuer" />}
        {row.status === 'agreed' && <SideLine deal={deal} row={row} side="hunter" />}
        {may.size > 0 && (
          <Group gap="xs">
            {may.has('enact') && (
              <Button size="sm" loading={enact.isPending} onClick={() => enact.mutate(place)}>
                {t('partnerships.do.enact')}
              </Button>
            )}
            <AnswerButtons
              accept={may.has('accept') ? { run: () => accept.mutate(place), loading: accept.isPending } : null}
              counter={may.has('counter') ? () => counter(row) : null}
              decline={may.has('decline') ? { run: () => decline.mutate({ ...place, reason: '' }), loading: decline.isPending } : null}
              withdraw={may.has('withdraw') ? { run: () => withdraw.mutate(place), loading: withdraw.isPending } : null}
            />
          </Group>
        )}
        {error !== null && <ErrorNotice error={error} />}
      </Stack>
    </Box>
  )
}
