import { Box, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { ProgressChip } from '../../parts/ProgressChip.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { When } from '../../parts/When.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { BallotMark } from './BallotMark.tsx'

/** Every ballot with its reason and who has seen it. */
export const BallotList = ({ proposal: { ballotRows, ballots, of } }: { readonly proposal: Proposal }) => {
  const { t } = useTranslation()
  const say = useSentence()
  return (
    <Section
      title={t('ballot.all')}
      padded={false}
      aside={
        <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
          {t('proposal.ballotCount', { count: ballots, of })}
        </Text>
      }
    >
      {ballotRows.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('ballot.none')}
        </Text>
      ) : (
        <div className="rows">
          {ballotRows.map(({ account, name, support, votes, ignored, reason, at, seenBy }) => (
            <Box key={account} className="row">
              <Group justify="space-between" wrap="nowrap">
                <Person account={account} name={name} />
                <Group gap={6} wrap="nowrap">
                  {votes !== '0' && (
                    <Text size="sm" c="dimmed" className="numbers">
                      {t('ballot.spent', { count: Number(votes) })}
                    </Text>
                  )}
                  <BallotMark support={support} />
                </Group>
              </Group>
              <Stack gap={2} pl={30} mt={2}>
                {ignored !== null && (
                  <Text size="sm" c="var(--warn)">
                    {say(ignored)}
                  </Text>
                )}
                {reason !== '' && <SafeMarkdown>{reason}</SafeMarkdown>}
                <Group gap="sm">
                  <When at={at} size="xs" />
                  <ProgressChip progress={seenBy.count > 1 ? 'seen' : 'saved'} seen={seenBy} />
                </Group>
              </Stack>
            </Box>
          ))}
        </div>
      )}
    </Section>
  )
}
