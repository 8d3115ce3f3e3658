import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconShoppingBag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { RowOfSale } from './RowOfSale.tsx'

/** What was paid for and is not all here yet. */
export const PurchasesWaiting = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data } = useQuery(queries.listings.purchases.queryOptions())
  const waiting = (data ?? []).filter(({ state }) => state !== 'here')
  if (waiting.length === 0) return null
  return (
    <Section title={t('listings.home')} padded={false}>
      <div className="rows">
        <Portions rows={waiting}>
          {(row) => (
            <Link key={row.quote} to="/market/purchases" className="row">
              <RowOfSale icon={IconShoppingBag} color="var(--warn)" sale={row}>
                {t(`listings.state.${row.state}`)}
              </RowOfSale>
            </Link>
          )}
        </Portions>
      </div>
    </Section>
  )
}
