import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AskFirst } from '../../parts/AskFirst.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { useChainTime } from '../records/useChainTime.ts'
import { SeenByList } from './SeenByList.tsx'
import { takesBallots } from './isUnderWay.ts'
import type { Proposal } from './isUnderWay.ts'

type ProposalFactsProps = { readonly space: string; readonly proposal: Proposal }

export const ProposalFacts = ({ space, proposal }: ProposalFactsProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const withdraw = useCommand(client.proposals.withdraw)
  // What closes, closes by the time of the chain.
  const now = useChainTime(proposal.record.now) * 1_000
  const own = status?.account === proposal.author
  return (
    <Section title={t('proposal.facts')}>
      <Stack gap="md">
        <HashText label={t('proposal.id')} value={proposal.decision} />
        <Group gap="xl">
          <Stack gap={2}>
            <Text size="xs" c="dimmed">
              {t('proposal.closes')}
            </Text>
            <When at={(proposal.record.windowEnd ?? proposal.closesAt) * 1_000} since={now} />
          </Stack>
          <Stack gap={2}>
            <Text size="xs" c="dimmed">
              {t('proposal.expires')}
            </Text>
            <When at={proposal.expiresAt * 1_000} since={now} />
          </Stack>
        </Group>
        <SeenByList
          seenBy={proposal.seenBy}
          names={new Map(proposal.memberDaos.flatMap(({ account, name }) => (name === null ? [] : [[account, name] as const])))}
        />
        {proposal.draft !== null && (
          <Anchor component={Link} to={`/dao/${space}/drafts/${proposal.draft}`} size="sm">
            {t('proposal.toDraft')}
          </Anchor>
        )}
        {own && takesBallots(proposal) && proposal.record.start === null && (
          <Stack gap={6} align="flex-start">
            <AskFirst
              size="xs"
              label={t('proposal.withdraw')}
              title={t('proposal.withdrawTitle')}
              about={t('proposal.withdrawMeans')}
              command={withdraw}
              input={{ space, decision: proposal.decision }}
            />
            <Text size="xs" c="dimmed">
              {t('proposal.withdrawAbout')}
            </Text>
          </Stack>
        )}
      </Stack>
    </Section>
  )
}
