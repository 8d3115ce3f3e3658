import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { PromiseLine } from '../deals/PromiseLine.tsx'
import type { Bounty } from './bounties.ts'

/** The power in the issuing DAO that a bounty promises beside its money; it stands in the deal where that was agreed. */
export const PromisedPower = ({ bounty: { bounty, deal } }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery({ ...queries.deals.get.queryOptions({ input: { space: deal ?? '' } }), enabled: deal !== null })
  const row = query.data?.offerRows.find((one) => one.bounty === bounty)
  if (query.data === undefined || row === undefined || row.promise === null) return null
  return (
    <Section title={t('deals.promise.title')}>
      <PromiseLine deal={query.data} offer={row.offer} promise={row.promise} />
    </Section>
  )
}
