import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { formatUnits } from '../../format/formatUnits.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { useTokensWith } from '../market/useTokens.ts'
import { freshListing, readListing } from './listingForm.ts'
import { ListingForm } from './ListingForm.tsx'
import type { ListingDetails } from './listings.ts'

const Revise = ({ space, listing }: { readonly space: string; readonly listing: ListingDetails }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const { issuer, post, price, title, brief, tags, copiesLeft } = listing
  const { tokens, decimals } = useTokensWith(price.token)
  const revise = useCommand(client.listings.revise, () => void navigate({ to: '/market/works/$issuer/$post', params: { issuer, post } }))
  const amount = formatUnits(BigInt(price.amount), decimals).replaceAll('\u2009', '')
  return (
    <ListingForm
      space={space}
      initial={{ ...freshListing, title, brief, tags, token: price.token, amount, copies: copiesLeft ?? '' }}
      files={null}
      tokens={tokens}
      go={t('listings.form.reviseGo')}
      pending={revise.isPending}
      error={revise.error}
      onSend={(values, digits) => revise.mutate({ space, post, ...readListing(values, digits) })}
    />
  )
}

/** Says a listing anew: the form with what it says now. The work itself stays. */
export const ReviseListingPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space, issuer, post } = useParams({ from: '/dao/$space/sales/$issuer/$post' })
  const query = useQuery(queries.listings.get.queryOptions({ input: { issuer, post } }))
  return (
    <Page
      title={t('listings.form.reviseTitle')}
      about={t('listings.form.reviseAbout')}
      above={<BackLink to={`/dao/${space}/sales`}>{t('listings.sales')}</BackLink>}
      narrow
    >
      <Loaded query={query}>{(listing) => <Revise key={listing.revision} space={space} listing={listing} />}</Loaded>
    </Page>
  )
}
