import { List, Stack, Text } from '@mantine/core'
import { IconAnchor, IconBook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { absoluteTime, lengthOfTime } from '../../format/duration.ts'
import { Section } from '../../parts/Section.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { RecordButton } from './RecordButton.tsx'
import { RecordStep } from './RecordStep.tsx'
import type { StepState } from './RecordStep.tsx'
import { RecordWindow } from './RecordWindow.tsx'
import { knowsNoRecord, recordMatters } from './recordMatters.ts'
import { useChainTime } from './useChainTime.ts'

type Status = Proposal['record']['status']

const window: Readonly<Record<Status, StepState>> = {
  absent: 'ahead',
  challengeable: 'now',
  waiting: 'done',
  executable: 'done',
  rejected: 'done',
  executed: 'done',
  expired: 'done',
  superseded: 'ahead',
}
const carried: Readonly<Record<Status, StepState>> = {
  absent: 'ahead',
  challengeable: 'ahead',
  waiting: 'now',
  executable: 'now',
  rejected: 'failed',
  executed: 'done',
  expired: 'failed',
  superseded: 'ahead',
}

type RecordCardProps = { readonly space: string; readonly proposal: Proposal }

/** The way of what passes without being certain: record, challenge window, carrying out. */
export const RecordCard = ({ space, proposal }: RecordCardProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const say = useSentence()
  const record = useCommand(client.proposals.record)
  const execute = useCommand(client.proposals.execute)
  const { decision } = proposal
  const { status, words, start, recordable, atOnce, counted, executableFrom, sent, now: told, notice } = proposal.record
  const now = useChainTime(told)
  if (!recordMatters(proposal)) return null
  return (
    <Section title={t('record.title')}>
      <Stack gap="md">
        {!knowsNoRecord(proposal.record) && (start === null || status === 'challengeable') && (
          <Text size="sm" c="dimmed">
            {t(start !== null ? 'record.stands' : proposal.tally.decisive ? 'record.aboutDecided' : 'record.about')}
          </Text>
        )}
        <List size="sm" spacing={3} aria-label={t('record.title')} aria-live="polite">
          {words.map((sentence) => (
            <List.Item key={sentence.key}>{say(sentence)}</List.Item>
          ))}
        </List>
        {!knowsNoRecord(proposal.record) && (
          <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
            <RecordStep state={start === null ? (recordable ? 'now' : 'ahead') : 'done'} title={t('record.step.record')}>
              {start !== null && (
                <Text size="sm" c="dimmed">
                  {`${t('record.at', { time: absoluteTime(start * 1_000, i18n.language) })} ${t('record.counted', { count: counted })}`}
                </Text>
              )}
              {recordable && (
                <RecordButton
                  command={record}
                  space={space}
                  decision={decision}
                  sent={sent.record}
                  icon={<IconBook size={16} aria-hidden />}
                >
                  {atOnce ? t('record.goAtOnce') : t('record.go')}
                </RecordButton>
              )}
            </RecordStep>
            <RecordStep state={window[status]} title={t('record.step.window')}>
              <RecordWindow space={space} proposal={proposal} />
              {start !== null && status !== 'challengeable' && (
                <Text size="sm" c="dimmed">
                  {t('record.over')}
                </Text>
              )}
              {notice !== null && status !== 'challengeable' && (
                <Text size="sm" fw={550} c="var(--warn)" aria-live="polite">
                  {say(notice)}
                </Text>
              )}
            </RecordStep>
            <RecordStep state={carried[status]} title={t('record.step.execute')}>
              {(status === 'challengeable' || status === 'waiting') && executableFrom !== null && (
                <Text size="sm" c="dimmed" className="numbers">
                  {t(proposal.record.passes === false ? 'record.fromIfPasses' : 'record.from', {
                    time: lengthOfTime(Math.max(0, executableFrom - now), i18n.language),
                  })}
                </Text>
              )}
              {status === 'executable' && (
                <RecordButton
                  command={execute}
                  space={space}
                  decision={decision}
                  sent={sent.execute}
                  icon={<IconAnchor size={16} aria-hidden />}
                >
                  {t('record.execute')}
                </RecordButton>
              )}
            </RecordStep>
          </Stack>
        )}
      </Stack>
    </Section>
  )
}
