import { ether } from '@daomesh/protocol'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { IdentityGate } from '../firstRun/IdentityGate.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import type { MarketState } from './market.ts'
import { PostForm } from './PostForm.tsx'
import { type FormValues, readTerms } from './readTerms.ts'
import { useTokens } from './useTokens.ts'

const fresh: FormValues = {
  issuer: '',
  title: '',
  brief: '',
  tags: [],
  token: ether,
  amount: '',
  power: '',
  deliverDays: 30,
  days: 30,
  openTo: 'anyone',
  accounts: '',
}

const NewPost = ({ market }: { readonly market: MarketState }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const tokens = useTokens()
  const status = useQuery(queries.node.status.queryOptions())
  const daos = useQuery(queries.daos.list.queryOptions())
  const post = useCommand(client.market.post, ({ issuer, post: id }) => {
    void navigate({ to: '/market/$issuer/$post', params: { issuer, post: id } })
  })
  const account = status.data?.account ?? null
  const issuers = [
    { value: '', label: account === null ? t('market.form.yourself') : t('market.form.yourAccount', { account: shortAddress(account) }) },
    ...(daos.data ?? [])
      .filter(({ deployed, standing }) => deployed !== 'no' && standing === 'member')
      .map(({ space, name }) => ({ value: space, label: name })),
  ]
  return (
    <PostForm
      initial={fresh}
      issuers={issuers}
      tokens={tokens}
      go={t('market.form.go')}
      pending={post.isPending}
      error={post.error}
      onSend={(values, decimals) =>
        post.mutate({
          space: values.issuer === '' ? null : values.issuer,
          ...readTerms(values, decimals, market.now ?? Math.floor(Date.now() / 1000)),
        })
      }
    />
  )
}

/** Offers work, in one's own name or in that of a DAO. */
export const NewPostPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.market.status.queryOptions())
  return (
    <Page title={t('market.form.open')} about={t('market.form.about')} narrow>
      <IdentityGate>
        <Loaded query={query}>{(market) => <NewPost market={market} />}</Loaded>
      </IdentityGate>
    </Page>
  )
}
