import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconShoppingBag } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { DaoCard } from '../market/DaoCard.tsx'
import { Issuer } from '../market/Issuer.tsx'
import { TagList } from '../market/TagList.tsx'
import { BuyDialog } from './BuyDialog.tsx'
import { isFree, type ListingDetails, type WorkFile } from './listings.ts'
import { ListingTerms } from './ListingTerms.tsx'
import { WorkFiles } from './WorkFiles.tsx'

type ActProps = { readonly listing: ListingDetails; readonly buy: () => void }

/** What may be done about it: buy, open, see what was bought, or, as a member of the seller, change it. */
const Act = ({ listing, buy }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const open = useCommand(client.listings.open)
  const { issuer, post, space, mine, closed, over, copiesLeft, price } = listing
  if (space !== null)
    return (
      <Button component={Link} to={`/dao/${space}/sales`} variant="default">
        {t('listings.toSales')}
      </Button>
    )
  if (mine !== 'none')
    return (
      <Button component={Link} to="/market/purchases" variant="default">
        {t('listings.toPurchases')}
      </Button>
    )
  if (closed || over || (copiesLeft === 0 && !isFree(price))) return null
  return (
    <Stack gap="xs" align="flex-end">
      {isFree(price) ? (
        <Button loading={open.isPending} onClick={() => open.mutate({ issuer, post })}>
          {t('listings.open')}
        </Button>
      ) : (
        <Button leftSection={<IconShoppingBag size={16} aria-hidden />} onClick={buy}>
          {t('listings.buy.open')}
        </Button>
      )}
      {open.error !== null && <ErrorNotice error={open.error} />}
    </Stack>
  )
}

/** The dialog stays until it is closed: what was just bought takes the button away, and not the receipt. */
const Acts = ({ listing }: { readonly listing: ListingDetails }) => {
  const [buying, setBuying] = useState(false)
  return (
    <>
      <Act listing={listing} buy={() => setBuying(true)} />
      {buying && <BuyDialog listing={listing} onClose={() => setBuying(false)} />}
    </>
  )
}

const Samples = ({ listing }: { readonly listing: ListingDetails }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const fetch = useCommand(client.listings.fetchSample)
  const { issuer, post, samples } = listing
  if (samples.length === 0) return null
  return (
    <Section title={t('listings.samples')} padded={false}>
      <WorkFiles
        files={samples}
        reader={(file) => (at) => client.listings.read({ issuer, post, file, at })}
        renderOtherwise={({ file, name }: WorkFile) => (
          <Button
            size="xs"
            variant="default"
            loading={fetch.isPending}
            aria-label={t('listings.fetchSample', { name })}
            onClick={() => fetch.mutate({ issuer, post, file })}
          >
            {t('files.fetch')}
          </Button>
        )}
      />
      {fetch.error !== null && <ErrorNotice error={fetch.error} />}
    </Section>
  )
}

/** One work with all that is said of it. Title, page and tags are text of a stranger: inert, whatever they hold (E1). */
export const ListingPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { issuer, post: id } = useParams({ from: '/market/works/$issuer/$post' })
  const query = useQuery(queries.listings.get.queryOptions({ input: { issuer, post: id } }))
  return (
    <Loaded query={query}>
      {(listing) => (
        <Page
          title={listing.title}
          above={<BackLink to="/market/works">{t('listings.title')}</BackLink>}
          about={
            <Group gap="md" mt={8}>
              <Issuer post={{ ...listing, kind: 'dao' }} size={20} />
              <TagList tags={listing.tags} />
            </Group>
          }
          actions={<Acts listing={listing} />}
        >
          {(listing.closed || listing.over) && (
            <Alert color="gray" variant="light" title={t(listing.closed ? 'listings.withdrawn' : 'market.over')}>
              <Text size="sm">{t('listings.overAbout')}</Text>
            </Alert>
          )}
          {!listing.closed && listing.copiesLeft === 0 && (
            <Alert color="gray" variant="light" title={t('listings.soldOut')}>
              <Text size="sm">{t('listings.soldOutAbout')}</Text>
            </Alert>
          )}
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <Stack gap="xl">
                <Section title={t('listings.page')}>
                  {listing.brief === '' ? (
                    <Text size="sm" c="dimmed">
                      {t('listings.noPage')}
                    </Text>
                  ) : (
                    <SafeMarkdown>{listing.brief}</SafeMarkdown>
                  )}
                </Section>
                <Section title={t('listings.files')} padded={false}>
                  <WorkFiles files={listing.work} reader={null} />
                </Section>
                <Samples listing={listing} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <Stack gap="lg">
                <ListingTerms listing={listing} />
                <DaoCard dao={listing.issuer} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
