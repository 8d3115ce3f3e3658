import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { formatBytes } from '../../format/formatBytes.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { useTokens } from '../market/useTokens.ts'
import { freshListing, readListing } from './listingForm.ts'
import { ListingForm } from './ListingForm.tsx'

/** Offers finished work of a DAO for sale. */
export const NewListingPage = () => {
  const { t, i18n } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const tokens = useTokens()
  const { space } = useParams({ from: '/dao/$space/sales/new' })
  const files = useQuery(queries.files.list.queryOptions({ input: { space } }))
  const publish = useCommand(client.listings.publish, ({ issuer, post }) => {
    void navigate({ to: '/market/works/$issuer/$post', params: { issuer, post } })
  })
  return (
    <Page
      title={t('listings.form.open')}
      about={t('listings.form.about')}
      above={<BackLink to={`/dao/${space}/sales`}>{t('listings.sales')}</BackLink>}
      narrow
    >
      <Loaded query={files}>
        {(rows) => (
          <ListingForm
            space={space}
            initial={freshListing}
            files={rows
              .filter(({ state, withdrawn }) => state === 'whole' && !withdrawn)
              .map(({ entry, name, size }) => ({
                value: entry,
                label: t('listings.form.fileOf', { name, size: formatBytes(size, i18n.language) }),
              }))}
            tokens={tokens}
            go={t('listings.form.go')}
            pending={publish.isPending}
            error={publish.error}
            onSend={(values, decimals) =>
              publish.mutate({ space, ...readListing(values, decimals), files: [...values.files], samples: [...values.samples] })
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
