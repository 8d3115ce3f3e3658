import { Group, Text } from '@mantine/core'
import { IconFilePlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { lengthOfTime } from '../../format/duration.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { useSentence } from '../../parts/useSentence.ts'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { RecordButton } from './RecordButton.tsx'
import { useChainTime } from './useChainTime.ts'

type RecordWindowProps = { readonly space: string; readonly proposal: Proposal }

/** The latest end is two windows from the record; at first the window is one. */
const wasMoved = ({ start, windowEnd, latestEnd }: Proposal['record']): boolean =>
  start !== null && windowEnd !== null && latestEnd !== null && windowEnd - start > (latestEnd - start) / 2

/** The time in which anybody may bring what the record lacks, and what is known here to bring. */
export const RecordWindow = ({ space, proposal: { decision, record } }: RecordWindowProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const say = useSentence()
  const challenge = useCommand(client.proposals.challenge)
  const now = useChainTime(record.now)
  if (record.windowEnd === null || record.status !== 'challengeable') return null
  const { missing } = record
  return (
    <>
      <Text size="sm" className="numbers" role="timer">
        {t('record.left', { time: lengthOfTime(Math.max(0, record.windowEnd - now), i18n.language) })}
      </Text>
      {wasMoved(record) && <Text size="sm">{t('record.moved')}</Text>}
      {record.notice !== null && (
        <Text size="sm" fw={550} c="var(--warn)" aria-live="polite">
          {say({ ...record.notice, params: { ...record.notice.params, seconds: Math.max(0, record.windowEnd - now) } })}
        </Text>
      )}
      {missing.length > 0 && (
        <>
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              {t('record.missing')}
            </Text>
            {missing.map(({ account, name, self }) => (
              <Text key={account} size="sm" fw={550}>
                {self ? t('record.yours', { name: name ?? shortAddress(account) }) : (name ?? shortAddress(account))}
              </Text>
            ))}
          </Group>
          <RecordButton
            command={challenge}
            space={space}
            decision={decision}
            sent={record.sent.challenge}
            icon={<IconFilePlus size={16} aria-hidden />}
          >
            {t('record.bring', { count: missing.length })}
          </RecordButton>
        </>
      )}
    </>
  )
}
