import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { formatUnits } from '../../format/formatUnits.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import type { PostDetails } from './market.ts'
import { PostForm } from './PostForm.tsx'
import { type FormValues, readTerms } from './readTerms.ts'
import { useTokensWith } from './useTokens.ts'

const daySeconds = 86_400
const daysFrom = (now: number, at: number): number => Math.max(1, Math.round((at - now) / daySeconds))

const valuesOf = (post: PostDetails, decimals: number, now: number): FormValues => ({
  issuer: '',
  title: post.title,
  brief: post.brief,
  tags: post.tags,
  token: post.reward.token,
  amount: formatUnits(BigInt(post.reward.amount), decimals).replaceAll('\u2009', ''),
  power: post.reward.power ?? '',
  deliverDays: daysFrom(now, post.deadline),
  days: Math.min(90, daysFrom(now, post.expires)),
  openTo: typeof post.openTo === 'string' ? post.openTo : 'accounts',
  accounts: typeof post.openTo === 'string' ? '' : post.openTo.join('\n'),
})

const Revise = ({ post, now }: { readonly post: PostDetails; readonly now: number }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const { issuer, post: id, reward } = post
  const { tokens, decimals } = useTokensWith(reward.token)
  const revise = useCommand(client.market.revise, () => void navigate({ to: '/market/$issuer/$post', params: { issuer, post: id } }))
  return (
    <PostForm
      initial={valuesOf(post, decimals, now)}
      issuers={[]}
      tokens={tokens}
      go={t('market.form.reviseGo')}
      pending={revise.isPending}
      error={revise.error}
      onSend={(values, digits) => revise.mutate({ issuer, post: id, ...readTerms(values, digits, now) })}
    />
  )
}

/** Says a post anew: the form with what it says now. */
export const RevisePostPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { issuer, post: id } = useParams({ from: '/market/$issuer/$post/revise' })
  const query = useQuery(queries.market.get.queryOptions({ input: { issuer, post: id } }))
  const market = useQuery(queries.market.status.queryOptions())
  return (
    <Page title={t('market.form.reviseTitle')} about={t('market.form.reviseAbout')} narrow>
      <Loaded query={query}>
        {(post) => (
          <Loaded query={market}>{({ now }) => <Revise key={post.id} post={post} now={now ?? Math.floor(Date.now() / 1000)} />}</Loaded>
        )}
      </Loaded>
    </Page>
  )
}
