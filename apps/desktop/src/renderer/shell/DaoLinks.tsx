import { Box } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMatchRoute } from '@tanstack/react-router'
import { IconCalendarWeek, IconChartBar, IconCoins, IconFilePencil, IconFiles, IconShoppingBag, IconGavel } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { pollAwaitsMe } from '../features/home/awaits.ts'
import { Face } from '../parts/Face.tsx'
import { NavigationLink } from './NavigationLink.tsx'

type DaoLinksProps = { readonly dao: { readonly space: string; readonly dao: string; readonly name: string; readonly awaitingMe: number } }

const PollsLink = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data } = useQuery(queries.polls.list.queryOptions({ input: { space } }))
  return (
    <NavigationLink
      to="/dao/$space/polls"
      params={{ space }}
      icon={<IconChartBar size={16} />}
      label={t('shell.polls')}
      count={data?.filter(pollAwaitsMe).length ?? 0}
      exact={false}
    />
  )
}

/** A DAO in the navigation; the one that is open shows its screens. */
export const DaoLinks = ({ dao }: DaoLinksProps) => {
  const { t } = useTranslation()
  const matches = useMatchRoute()
  const params = { space: dao.space }
  const open = matches({ to: '/dao/$space', params, fuzzy: true }) !== false
  return (
    <>
      <NavigationLink
        to="/dao/$space"
        params={params}
        icon={<Face address={dao.dao} size={19} square />}
        label={dao.name}
        count={open ? 0 : dao.awaitingMe}
      />
      {open && (
        <Box pl={19} ml={17} style={{ borderLeft: '1px solid var(--line)' }}>
          <NavigationLink
            to="/dao/$space/proposals"
            params={params}
            icon={<IconGavel size={16} />}
            label={t('shell.proposals')}
            count={dao.awaitingMe}
            exact={false}
          />
          <NavigationLink to="/dao/$space/week" params={params} icon={<IconCalendarWeek size={16} />} label={t('shell.week')} count={0} />
          <PollsLink space={dao.space} />
          <NavigationLink
            to="/dao/$space/drafts"
            params={params}
            icon={<IconFilePencil size={16} />}
            label={t('shell.drafts')}
            count={0}
            exact={false}
          />
          <NavigationLink
            to="/dao/$space/budgets"
            params={params}
            icon={<IconCoins size={16} />}
            label={t('shell.budgets')}
            count={0}
            exact={false}
          />
          <NavigationLink to="/dao/$space/files" params={params} icon={<IconFiles size={16} />} label={t('shell.files')} count={0} />
          <NavigationLink
            to="/dao/$space/sales"
            params={params}
            icon={<IconShoppingBag size={16} />}
            label={t('shell.sales')}
            count={0}
            exact={false}
          />
        </Box>
      )}
    </>
  )
}
