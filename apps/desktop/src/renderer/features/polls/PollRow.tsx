import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Face } from '../../parts/Face.tsx'
import { When } from '../../parts/When.tsx'
import { pollAwaitsMe } from '../home/awaits.ts'
import type { PollSummary } from './poll.ts'
import { PollPill } from './PollPill.tsx'

type PollRowProps = { readonly space: string; readonly row: PollSummary; readonly daoName?: string }

/** One poll in a list: who asks, how many answered, and whether it waits for me. */
export const PollRow = ({ space, row, daoName }: PollRowProps) => {
  const { t } = useTranslation()
  return (
    <Link to="/dao/$space/polls/$poll" params={{ space, poll: row.poll }} className="row">
      <Group justify="space-between" gap="md" align="flex-start" style={{ rowGap: 4 }}>
        <Box style={{ minWidth: 0, flex: '1 1 20rem' }}>
          <Text fw={550} truncate>
            {row.question}
          </Text>
          <Group gap={7} wrap="nowrap" mt={2}>
            <Face address={row.author} size={16} />
            <Text size="sm" c="dimmed" truncate>
              {row.authorName ?? shortAddress(row.author)}
            </Text>
            {daoName !== undefined && (
              <Text size="sm" c="dimmed" truncate>
                {t('proposal.inDao', { name: daoName })}
              </Text>
            )}
          </Group>
        </Box>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          <Text size="xs" c="dimmed" className="numbers" visibleFrom="sm">
            {t('polls.took', { took: row.took, total: row.total })}
          </Text>
          {pollAwaitsMe(row) && (
            <Text size="xs" fw={600} c="var(--warn)" style={{ whiteSpace: 'nowrap' }}>
              {t('polls.awaitsYou')}
            </Text>
          )}
          <When at={row.openedAt} size="xs" />
          <PollPill status={row.status} />
        </Group>
      </Group>
    </Link>
  )
}
