import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { StartPage } from '../firstRun/StartPage.tsx'
import { DaoCards } from './DaoCards.tsx'
import { FoundingList } from './FoundingList.tsx'
import { Inbox } from './Inbox.tsx'

/** What waits for this member, across all DAOs; who has none yet is led to the first one. */
export const HomePage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const daos = useQuery(queries.daos.list.queryOptions())
  const lobbies = useQuery(queries.lobbies.list.queryOptions())
  const tasks = useQuery(queries.bounties.tasks.queryOptions())
  const deals = useQuery(queries.deals.list.queryOptions())
  const purchases = useQuery(queries.listings.purchases.queryOptions())
  // Whoever works without a DAO has an inbox too.
  const works = (tasks.data ?? []).length > 0 || (deals.data ?? []).some(({ waits }) => waits !== null) || (purchases.data ?? []).length > 0
  if (daos.data?.length === 0 && lobbies.data?.length === 0 && !works) return <StartPage />
  return (
    <Page title={t('home.title')} about={t('home.about')}>
      <Loaded query={daos}>
        {(list) => (
          <Inbox daos={list}>
            <FoundingList lobbies={(lobbies.data ?? []).filter((lobby) => !list.some(({ space }) => space === lobby.dao))} />
            {list.length > 0 && <DaoCards daos={list} />}
          </Inbox>
        )}
      </Loaded>
    </Page>
  )
}
