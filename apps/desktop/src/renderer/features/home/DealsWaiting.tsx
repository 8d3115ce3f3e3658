import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { DealRow } from '../deals/DealRow.tsx'

/** Deals in which an offer, an answer or a signature of this member is wanted. */
export const DealsWaiting = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const deals = useQuery(queries.deals.list.queryOptions())
  const waiting = (deals.data ?? []).filter(({ waits }) => waits !== null)
  if (waiting.length === 0) return null
  return (
    <Section title={t('home.deals')} padded={false}>
      <div className="rows">
        <Portions rows={waiting}>{(row) => <DealRow key={row.space} row={row} />}</Portions>
      </div>
    </Section>
  )
}
