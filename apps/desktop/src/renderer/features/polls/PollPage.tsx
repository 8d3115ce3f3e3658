import { Alert, Anchor, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { HashText } from '../../parts/HashText.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { OpenPollDialog } from './OpenPollDialog.tsx'
import { takesAnswers } from './poll.ts'
import { PollAnswers } from './PollAnswers.tsx'
import { PollCloses } from './PollCloses.tsx'
import { PollForm } from './PollForm.tsx'
import { PollPill } from './PollPill.tsx'
import { PollResult } from './PollResult.tsx'

/** Everything about one poll: question, answer and result at the left; who answered, who signed and the anchor at the right. */
export const PollPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space, poll: id } = useParams({ from: '/dao/$space/polls/$poll' })
  const query = useQuery(queries.polls.get.queryOptions({ input: { space, poll: id } }))
  const [asking, ask] = useDisclosure(false)
  return (
    <Loaded query={query}>
      {(poll) => (
        <Page
          title={poll.question}
          above={
            <Anchor component={Link} to={`/dao/${space}/polls`} size="sm" c="dimmed" mb={8} display="inline-block">
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t('polls.title')}
              </Group>
            </Anchor>
          }
          about={
            <Group gap="md" mt={8}>
              <PollPill status={poll.status} />
              <Person account={poll.author} name={poll.authorName} size={20} />
              <When at={poll.openedAt} />
            </Group>
          }
        >
          {(poll.status === 'split' || poll.status === 'disputed') && (
            <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t(`polls.status.${poll.status}`)}>
              <Stack gap="sm" align="flex-start">
                <Text size="sm">{t(`polls.meaning.${poll.status}`)}</Text>
                <Button size="xs" variant="default" onClick={ask.open}>
                  {t('polls.ask.again')}
                </Button>
              </Stack>
            </Alert>
          )}
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack gap="xl">
                {poll.about.trim() !== '' && (
                  <Section title={t('proposal.text')}>
                    <SafeMarkdown>{poll.about}</SafeMarkdown>
                  </Section>
                )}
                {takesAnswers(poll.status) && poll.votes && <PollForm key={poll.poll} space={space} poll={poll} />}
                <PollResult poll={poll} />
                <PollAnswers poll={poll} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap="xl">
                <PollCloses space={space} poll={poll} />
                {poll.anchor !== null && (
                  <Section title={t('polls.anchored.title')}>
                    <Stack gap="sm">
                      <Text size="sm">{t('polls.anchored.about')}</Text>
                      <Anchor component={Link} to={`/dao/${space}/proposals/${poll.anchor.decision}`} size="sm">
                        {t('polls.anchored.decision')}
                      </Anchor>
                      <HashText label={t('polls.anchored.root')} value={poll.anchor.root} />
                      <Text size="sm" c="var(--for)" fw={550}>
                        {t('polls.anchored.proof', { count: poll.anchor.proof.length })}
                      </Text>
                      <HashText label={t('transactions.hash')} value={poll.anchor.transaction} />
                    </Stack>
                  </Section>
                )}
                <HashText label={t('polls.id')} value={poll.poll} />
              </Stack>
            </Grid.Col>
          </Grid>
          {asking && <OpenPollDialog space={space} again={poll} onClose={ask.close} />}
        </Page>
      )}
    </Loaded>
  )
}
