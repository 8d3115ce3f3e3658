import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'

/** `place`: the DAO that a screen belongs to. */
export type Screen = { readonly key: string; readonly label: string; readonly place: string; readonly open: () => Promise<void> }

/** Every screen one can go to by its name. */
export const useScreens = (): readonly Screen[] => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const go = useNavigate()
  const daos = useQuery(queries.daos.list.queryOptions())
  const common = [
    [t('shell.home'), () => go({ to: '/' })],
    [t('market.title'), () => go({ to: '/market' })],
    [t('listings.title'), () => go({ to: '/market/works' })],
    [t('mesh.title'), () => go({ to: '/mesh' })],
    [t('shell.confederation'), () => go({ to: '/confederation' })],
    [t('shell.deals'), () => go({ to: '/deals' })],
    [t('shell.bounties'), () => go({ to: '/bounties' })],
    [t('shell.transactions'), () => go({ to: '/transactions' })],
    [t('shell.network'), () => go({ to: '/network' })],
    [t('shell.add'), () => go({ to: '/start' })],
  ] as const
  const inDao = (space: string) => {
    const params = { space }
    return [
      [t('shell.proposals'), () => go({ to: '/dao/$space/proposals', params })],
      [t('shell.week'), () => go({ to: '/dao/$space/week', params })],
      [t('shell.polls'), () => go({ to: '/dao/$space/polls', params })],
      [t('shell.drafts'), () => go({ to: '/dao/$space/drafts', params })],
      [t('shell.budgets'), () => go({ to: '/dao/$space/budgets', params })],
      [t('shell.files'), () => go({ to: '/dao/$space/files', params })],
      [t('shell.sales'), () => go({ to: '/dao/$space/sales', params })],
      [t('audit.title'), () => go({ to: '/dao/$space/audit', params })],
    ] as const
  }
  return [
    ...common.map(([label, open]) => ({ key: `screen:${label}`, label, place: '', open })),
    ...(daos.data ?? []).flatMap(({ space, name }) =>
      inDao(space).map(([label, open]) => ({ key: `screen:${space}:${label}`, label, place: name, open })),
    ),
  ]
}
