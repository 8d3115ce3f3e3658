import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAnchor } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { AnchorSteps } from './AnchorSteps.tsx'
import { knowsNoRecord } from '../records/recordMatters.ts'
import { isOver } from './isUnderWay.ts'
import type { Proposal } from './isUnderWay.ts'

type AnchorCardProps = { readonly space: string; readonly proposal: Proposal }

/** Carrying a decision out: anybody may send it once enough have signed For. Done only when the chain says so. */
export const AnchorCard = ({ space, proposal }: AnchorCardProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const enact = useCommand(client.proposals.enact)
  const { anchor, tally, decision, together, promise } = proposal
  // With what it waits for, or as the one account that may send it, where that can go in one transaction now.
  const isWaiting = promise !== null && promise.paid !== 'whole'
  const agenda = isWaiting ? [] : tally.enactable ? [decision] : together
  const idle = anchor.state === 'none' || anchor.state === 'failed'
  return (
    <Section title={t('anchor.title')}>
      <Stack gap="md">
        {anchor.state === 'none' ? (
          <Text size="sm" c="dimmed">
            {isOver(proposal.state)
              ? t('anchor.never')
              : agenda.length > 0
                ? t('anchor.ready')
                : t(
                    isWaiting && tally.enactable
                      ? 'deals.promise.waits'
                      : knowsNoRecord(proposal.record)
                        ? 'anchor.onlyCertain'
                        : 'anchor.notYet',
                  )}
          </Text>
        ) : (
          <AnchorSteps state={anchor.state} />
        )}
        {anchor.transaction !== null && <HashText label={t('transactions.hash')} value={anchor.transaction} />}
        {anchor.gas !== null && (
          <Text size="sm" c="dimmed" className="numbers">
            {t('anchor.gas', { gas: new Intl.NumberFormat(i18n.language).format(BigInt(anchor.gas)) })}
          </Text>
        )}
        {anchor.error !== null && <ErrorNotice error={anchor.error} waits={anchor.state === 'queued'} />}
        {enact.isPending && <SigningNotice what={t('anchor.waiting')} />}
        {enact.error !== null && <ErrorNotice error={enact.error} />}
        {idle && agenda.length > 0 && (
          <Group>
            <Button
              leftSection={<IconAnchor size={16} aria-hidden />}
              loading={enact.isPending}
              onClick={() => enact.mutate({ space, decisions: agenda })}
            >
              {anchor.state === 'failed'
                ? t('anchor.again')
                : agenda.length > 1
                  ? t('anchor.goTogether', { count: agenda.length - 1 })
                  : t('anchor.go')}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
