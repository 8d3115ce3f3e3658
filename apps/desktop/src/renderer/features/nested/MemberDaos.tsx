import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { BallotMark } from '../ballots/BallotMark.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'

type MemberDao = Proposal['memberDaos'][number]

const Standing = ({ row }: { readonly row: MemberDao }) => {
  const { t } = useTranslation()
  const { ballot, question, space } = row
  if (ballot !== null)
    return (
      <Group gap={6}>
        <Text size="sm">{t('nested.voted')}</Text>
        <BallotMark support={ballot} />
      </Group>
    )
  if (question === null)
    return (
      <Text size="sm" c="dimmed">
        {t(space === null ? 'nested.elsewhere' : 'nested.notAsked')}
      </Text>
    )
  const { tally, closesAt, decided } = question
  return (
    <Stack gap={2}>
      <Text size="sm" aria-live="polite">
        {t('nested.tally', { for: tally.for, against: tally.against, abstain: tally.abstain, total: tally.total })}
      </Text>
      {decided === null ? (
        <Text size="sm" c="dimmed">
          {t('nested.closes')} <Deadline seconds={closesAt} />
        </Text>
      ) : (
        <Group gap={6}>
          <Text size="sm">{t('nested.decided')}</Text>
          <BallotMark support={decided} />
        </Group>
      )}
    </Stack>
  )
}

/** How each DAO among the members is deciding, with its own deadline, which comes before the one here. */
export const MemberDaos = ({ proposal }: { readonly proposal: Proposal }) => {
  const { t } = useTranslation()
  if (proposal.memberDaos.length === 0) return null
  return (
    <Section title={t('nested.title')}>
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {proposal.memberDaos.map((row) => (
          <Stack key={row.account} component="li" gap={4}>
            <Group justify="space-between" gap="sm">
              <Person account={row.account} name={row.name} />
              {row.space !== null && row.question !== null && (
                <Anchor component={Link} to={`/dao/${row.space}/proposals/${row.question.decision}`} size="sm">
                  {t('nested.open', { name: row.name ?? row.account })}
                </Anchor>
              )}
            </Group>
            <Standing row={row} />
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}
