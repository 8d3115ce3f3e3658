import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCoins } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { useNames } from '../bounties/useNames.ts'
import { Price } from '../listings/Price.tsx'
import { RowOfSale } from './RowOfSale.tsx'

/** What was bought of the DAOs of this member, until they divide the money. */
export const SoldWorks = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { call } = useNames()
  const { data } = useQuery(queries.listings.sold.queryOptions())
  if (data === undefined || data.length === 0) return null
  return (
    <Section title={t('listings.soldHome.title')} padded={false}>
      <div className="rows">
        <Portions rows={data}>
          {(row) => (
            <Link key={`${row.transaction}${row.reader}${row.post}`} to="/dao/$space" params={{ space: row.space }} className="row">
              <RowOfSale icon={IconCoins} color="var(--for)" sale={row}>
                {t('listings.soldHome.bought', { buyer: call(row.reader), name: row.name })}
                {row.income !== null && (
                  <>
                    {' · '}
                    <Price price={row.income} size="sm" /> {t('listings.soldHome.waits')}
                  </>
                )}
                {!row.final && ` · ${t('listings.notFinal')}`}
              </RowOfSale>
            </Link>
          )}
        </Portions>
      </div>
    </Section>
  )
}
