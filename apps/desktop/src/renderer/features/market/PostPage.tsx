import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { AskFirst } from '../../parts/AskFirst.tsx'
import { BackLink } from '../../parts/BackLink.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { DealFromPost } from '../deals/DealFromPost.tsx'
import { PetnameButton } from '../petnames/PetnameButton.tsx'
import { DaoCard } from './DaoCard.tsx'
import { Issuer } from './Issuer.tsx'
import type { PostDetails } from './market.ts'
import { Reward } from './Reward.tsx'
import { TagList } from './TagList.tsx'

const OwnActions = ({ post }: { readonly post: PostDetails }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { issuer, post: id } = post
  const close = useCommand(client.market.close)
  return (
    <Group gap="xs">
      <Button component={Link} to={`/market/${issuer}/${id}/revise`} variant="default">
        {t('market.revise')}
      </Button>
      <AskFirst
        label={t('market.close')}
        title={t('market.closeTitle')}
        about={t('market.closeMeans')}
        command={close}
        input={{ issuer, post: id }}
      />
    </Group>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <Group justify="space-between" wrap="nowrap" gap="md" align="baseline">
    <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
      {label}
    </Text>
    <div style={{ minWidth: 0, textAlign: 'right' }}>{children}</div>
  </Group>
)

const Terms = ({ post }: { readonly post: PostDetails }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('market.terms')}>
      <Stack gap="sm">
        <Fact label={t('market.reward')}>
          <Reward reward={post.reward} fw={600} size="md" />
        </Fact>
        <Fact label={t('market.dueLabel')}>
          <Deadline seconds={post.deadline} />
        </Fact>
        <Fact label={t('market.expiresLabel')}>
          <Deadline seconds={post.expires} />
        </Fact>
        <Fact label={t('market.openTo.label')}>
          {typeof post.openTo === 'string' ? (
            <Text size="sm">{t(`market.openTo.${post.openTo}`)}</Text>
          ) : (
            <Stack gap={4} align="flex-end">
              {post.openTo.map((account) => (
                <AddressText key={account} address={account} face />
              ))}
            </Stack>
          )}
        </Fact>
        <Fact label={t('market.signedBy')}>
          <AddressText address={post.signedBy} face />
        </Fact>
        <Text size="xs" c="dimmed">
          {t('market.bindsNobody')}
        </Text>
        <HashText label={t('market.id')} value={post.id} />
      </Stack>
    </Section>
  )
}

/** One post with all it says. Title, brief and tags are text of a stranger: inert, whatever they hold (E1). */
export const PostPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { issuer, post: id } = useParams({ from: '/market/$issuer/$post' })
  const query = useQuery(queries.market.get.queryOptions({ input: { issuer, post: id } }))
  return (
    <Loaded query={query}>
      {(post) => (
        <Page
          title={post.title}
          above={<BackLink to="/market">{t('market.title')}</BackLink>}
          about={
            <Group gap="md" mt={8}>
              <Group gap={4} wrap="nowrap">
                <Issuer post={post} size={20} />
                {!post.own && <PetnameButton account={post.issuer} />}
              </Group>
              <TagList tags={post.tags} />
            </Group>
          }
          actions={!post.closed && (post.own ? <OwnActions post={post} /> : !post.over && <DealFromPost post={post} />)}
        >
          {(post.closed || post.over) && (
            <Alert color="gray" variant="light" title={t(post.closed ? 'market.closed' : 'market.over')}>
              <Text size="sm">{t(post.closed ? 'market.closedAbout' : 'market.overAbout')}</Text>
            </Alert>
          )}
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <Section title={t('market.brief')}>
                {post.brief === '' ? (
                  <Text size="sm" c="dimmed">
                    {t('market.noBrief')}
                  </Text>
                ) : (
                  <SafeMarkdown>{post.brief}</SafeMarkdown>
                )}
              </Section>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <Stack gap="lg">
                <Terms post={post} />
                {post.kind === 'dao' && <DaoCard dao={post.issuer} />}
              </Stack>
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
