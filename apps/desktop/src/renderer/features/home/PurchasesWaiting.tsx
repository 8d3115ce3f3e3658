import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconShoppingBag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { RowOfWork } from '../../parts/RowOfWork.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Price } from '../listings/Price.tsx'

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
        {waiting.map((row) => (
          <Link key={row.quote} to="/market/purchases" className="row">
            <RowOfWork
              icon={IconShoppingBag}
              color="var(--warn)"
              title={row.title}
              aside={
                <>
                  <When at={row.at} size="xs" />
                  <Price price={row.price} fw={600} size="sm" />
                </>
              }
            >
              {t(`listings.state.${row.state}`)}
            </RowOfWork>
          </Link>
        ))}
      </div>
    </Section>
  )
}
