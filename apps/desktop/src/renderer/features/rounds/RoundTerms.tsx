import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Deadline } from '../../parts/Deadline.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useNames } from '../bounties/useNames.ts'
import type { RoundDetails } from './rounds.ts'

const Line = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Group justify="space-between" gap="md" wrap="nowrap" align="flex-start">
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <div style={{ textAlign: 'right' }}>{children}</div>
  </Group>
)

/** What was agreed when it was opened, the pool and who gave to it. */
export const RoundTerms = ({ page }: { readonly page: RoundDetails }) => {
  const { t } = useTranslation()
  const { account } = useMine()
  const { call } = useNames()
  const { token } = page
  return (
    <Section title={t('rounds.terms')}>
      <Stack gap="sm">
        <Line label={t('rounds.pool')}>
          <Sum token={token} units={page.pool} fw={650} />
        </Line>
        {page.fundings.map((funding, i) => (
          <Line key={i} label={t('rounds.givenFrom', { name: funding.funder === account ? t('parts.you') : call(funding.funder) })}>
            <Sum token={token} units={funding.amount} />
            {funding.refunded && (
              <Text size="xs" c="dimmed" component="div">
                {t('rounds.wentBack')} <Sum size="xs" token={token} units={funding.back} />
              </Text>
            )}
          </Line>
        ))}
        <Line label={t('rounds.left')}>
          <Sum token={token} units={page.left} />
        </Line>
        <Line label={t('rounds.closes')}>
          <Deadline seconds={page.closesAt} />
        </Line>
        {/* Once it was counted or ended otherwise, this threatens nothing any more. */}
        {(page.status === 'contributing' || page.status === 'countable') && (
          <Line label={t('rounds.countBy')}>
            <Deadline seconds={page.finaliseBy} />
          </Line>
        )}
        <Line label={t('rounds.minimum')}>
          <Sum token={token} units={page.minimum} />
        </Line>
        <Line label={t('rounds.cap')}>
          <Text size="sm" className="numbers">
            {t('rounds.capOf', { percent: page.capBps / 100 })}
          </Text>
        </Line>
        <Line label={t('rounds.seats')}>
          <Text size="sm" className="numbers">
            {page.seats.length}
          </Text>
        </Line>
        <Text size="sm" c="dimmed">
          {t('rounds.rule')}
        </Text>
        <HashText label={t('rounds.id')} value={page.round} />
      </Stack>
    </Section>
  )
}
