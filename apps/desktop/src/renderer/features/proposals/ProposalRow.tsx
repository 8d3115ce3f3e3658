import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Face } from '../../parts/Face.tsx'
import { When } from '../../parts/When.tsx'
import { shortAddress } from '../../format/checksumAddress.ts'
import { useSentence } from '../../parts/useSentence.ts'
import { BallotMark } from '../ballots/BallotMark.tsx'
import { ProposalStatePill } from './ProposalStatePill.tsx'
import { isUnderWay } from './isUnderWay.ts'
import type { ProposalSummary } from './isUnderWay.ts'

/** The next moment that changes something, in seconds: a recorded one's window or grace period ends, and what only waits to be sent has until it expires. */
const endsAt = ({ recorded, ready, state, closesAt, expiresAt }: ProposalSummary): number => {
  if (recorded !== null) return recorded.until
  return ready !== null || state === 'enacting' ? expiresAt : closesAt
}

type ProposalRowProps = { readonly space: string; readonly proposal: ProposalSummary; readonly daoName?: string }

/** One proposal in a list: what it asks, where it stands, and whether it waits for me. */
export const ProposalRow = ({ space, proposal, daoName }: ProposalRowProps) => {
  const { t } = useTranslation()
  const say = useSentence()
  const { decision, title, author, authorName, submittedAt, state, mine, seated, ballots, of, asks, notice, signs, settled, recorded } =
    proposal
  return (
    <Link to="/dao/$space/proposals/$decision" params={{ space, decision }} className="row">
      <Group justify="space-between" gap="md" align="flex-start" style={{ rowGap: 4 }}>
        <Box style={{ minWidth: 0, flex: '1 1 22rem' }}>
          <Text fw={550} truncate>
            {title}
          </Text>
          <Group gap={7} wrap="nowrap" mt={2}>
            <Face address={author} size={16} />
            <Text size="sm" c="dimmed" truncate>
              {authorName ?? shortAddress(author)}
            </Text>
            {daoName !== undefined && (
              <Text size="sm" c="dimmed" truncate>
                {t('proposal.inDao', { name: daoName })}
              </Text>
            )}
            <Text size="sm" c="dimmed" truncate visibleFrom="xs">
              {say(asks)}
            </Text>
          </Group>
          {notice !== null && (
            <Text size="sm" fw={550} c="var(--warn)" mt={2} style={{ whiteSpace: 'normal' }}>
              {say(notice)}
            </Text>
          )}
        </Box>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          <Text size="xs" c="dimmed" className="numbers" visibleFrom="sm">
            {t('proposal.ballotCount', { count: ballots, of })}
          </Text>
          {mine === null ? (
            seated &&
            !settled &&
            (state === 'open' || state === 'decisive' || state === 'passing') && (
              <Text size="xs" fw={600} c="var(--warn)" style={{ whiteSpace: 'nowrap' }}>
                {t('proposal.awaitsYou')}
              </Text>
            )
          ) : (
            <BallotMark support={mine} />
          )}
          {isUnderWay(proposal) ? (
            <When at={endsAt(proposal) * 1_000} since={proposal.now * 1_000} size="xs" />
          ) : (
            <When at={submittedAt} size="xs" />
          )}
          <ProposalStatePill state={state} signs={signs} recorded={recorded} />
        </Group>
      </Group>
    </Link>
  )
}
