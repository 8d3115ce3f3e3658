import { Anchor, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft, IconHeartHandshake } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ChainIsAway } from '../../parts/ChainIsAway.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { TagList } from '../market/TagList.tsx'
import type { Bounty } from './bounties.ts'
import { BountyPill } from './BountyPill.tsx'
import { BountyTalk } from './BountyTalk.tsx'
import { Deliveries } from './Deliveries.tsx'
import { AgreementFacts, Deadlines, MoneyFacts } from './Facts.tsx'
import { HandOver } from './HandOver.tsx'
import { NextSteps } from './NextSteps.tsx'
import { Objections } from './Objections.tsx'
import { PartsTree } from './PartsTree.tsx'
import { PromisedPower } from './PromisedPower.tsx'
import { PyramidLink } from './pyramid/PyramidLink.tsx'
import { roleOf } from './stageOf.ts'
import { Timeline } from './Timeline.tsx'
import { useMine } from './useMine.ts'
import { useStateWords } from './useStateWords.ts'

const Work = ({ bounty: { terms } }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('bounties.work')}>
      {terms === null ? (
        <Text size="sm" c="var(--warn)">
          {t('bounties.noTerms')}
        </Text>
      ) : (
        <Stack gap="sm">
          {terms.brief === '' ? (
            <Text size="sm" c="dimmed">
              {t('bounties.noBrief')}
            </Text>
          ) : (
            <SafeMarkdown>{terms.brief}</SafeMarkdown>
          )}
          {terms.tags.length > 0 && <TagList tags={terms.tags} />}
        </Stack>
      )}
    </Section>
  )
}

/** One bounty: what was agreed, where it stands, what can be done now and by whom, its parts, what was delivered, and the talk about it. */
export const BountyPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { bounty: id } = useParams({ from: '/bounties/$bounty' })
  const mine = useMine()
  const say = useStateWords()
  const query = useQuery(queries.bounties.get.queryOptions({ input: { bounty: id } }))
  return (
    <Loaded query={query}>
      {(bounty) => (
        <Page
          title={bounty.title}
          above={
            <Anchor component={Link} to="/bounties" size="sm" c="dimmed" mb={8} display="inline-block">
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t('bounties.title')}
              </Group>
            </Anchor>
          }
          about={
            <Group gap="md" mt={8}>
              <BountyPill row={bounty} />
              <Text size="sm" aria-live="polite">
                {say(bounty, roleOf(bounty, mine.all))}
              </Text>
              {bounty.loose && (
                <Text size="sm" c="dimmed">
                  {t('bounties.loose')}
                </Text>
              )}
            </Group>
          }
          actions={
            bounty.deal !== null && (
              <Button
                component={Link}
                to={`/deals/${bounty.deal}`}
                variant="default"
                leftSection={<IconHeartHandshake size={16} aria-hidden />}
              >
                {t('bounties.toDeal')}
              </Button>
            )
          }
        >
          <ChainIsAway />
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Stack gap="lg">
                <Objections bounty={bounty} />
                <NextSteps bounty={bounty} />
                <PromisedPower bounty={bounty} />
                <PyramidLink bounty={bounty} />
                <PartsTree bounty={bounty} />
                <Deliveries bounty={bounty} />
                <Work bounty={bounty} />
                <BountyTalk bounty={bounty} />
                <HandOver bundle={bounty.bundle} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <Stack gap="lg">
                <Timeline bounty={bounty} />
                <MoneyFacts bounty={bounty} />
                <Deadlines bounty={bounty} />
                <AgreementFacts bounty={bounty} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
