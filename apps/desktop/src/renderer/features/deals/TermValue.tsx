import { Text } from '@mantine/core'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { Person } from '../../parts/Person.tsx'
import { useMine } from '../bounties/useMine.ts'
import { Sum } from '../budgets/Sum.tsx'
import { DealNames } from './DealNames.ts'
import type { OfferRow } from './deals.ts'

type Field = NonNullable<OfferRow['diff']>['terms'][number]['field']
type TermValueProps = { readonly field: Field; readonly value: string; readonly token: string }

const day = 86_400

/** One term in words: an amount with its unit, a time as it stands on the chain, a part in percent. */
export const TermValue = ({ field, value, token }: TermValueProps) => {
  const { t } = useTranslation()
  const named = use(DealNames).get(value)
  const { account: own } = useMine()
  const text = (words: string) => (
    <Text component="span" size="sm" className="numbers">
      {words}
    </Text>
  )
  switch (field) {
    case 'amount':
      return <Sum token={token} amount={value} fw={600} />
    case 'deliverBy':
    case 'validUntil':
      return <Deadline seconds={Number(value)} />
    case 'reviewPeriod':
      return text(t('deals.days', { count: Math.round(Number(value) / day) }))
    case 'defaultSplit':
      return text(t('deals.percent', { percent: Number(value) / 100 }))
    default:
      return named === undefined && value !== own ? (
        <AddressText address={value} face />
      ) : (
        <Person account={value} name={named ?? null} self={value === own} size={18} />
      )
  }
}
