import { useQuery } from '@tanstack/react-query'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { OwnBalance } from './OwnBalance.tsx'
import { TransactionRow } from './TransactionRow.tsx'

/** The queue of what goes to the chain; it survives a restart. */
export const TransactionsPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.chain.transactions.queryOptions())
  return (
    <Page title={t('transactions.title')} about={t('transactions.about')}>
      <OwnBalance />
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing
                icon={<IconArrowsExchange size={28} stroke={1.5} />}
                title={t('transactions.noneTitle')}
                teach={t('transactions.noneTeach')}
              />
            ) : (
              <div className="rows">
                <Portions rows={rows.toSorted((a, b) => b.at - a.at)}>
                  {(row) => <TransactionRow key={row.id} transaction={row} />}
                </Portions>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
