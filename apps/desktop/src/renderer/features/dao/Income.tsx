import { toDaomeshError } from '@daomesh/protocol'
import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Dao } from './dao.ts'
import { IncomeOfToken } from './IncomeOfToken.tsx'
import { incomeInWords } from './incomeInWords.ts'
import { useIncome } from './useIncome.ts'

/** What lies in the inbox, of ether and of each currency on the members' list. */
export const Income = ({ dao }: { readonly dao: Dao }) => {
  const { t, i18n } = useTranslation()
  const { held, currencies, income: query } = useIncome(dao.space, true)
  // Nothing to show where the DAO's factory makes no inboxes.
  if (query.error !== null && toDaomeshError(query.error).code === 'INPUT_INVALID') return null
  return (
    <Section title={t('income.title')}>
      <Stack gap="md">
        {query.data === undefined && (
          <Text c="dimmed">{t(query.error === null && held.error === null ? 'parts.loading' : 'income.unknown')}</Text>
        )}
        {query.data?.rows.map((row) => {
          const of = currencies.find(({ token }) => token === row.token)
          return of === undefined ? null : <IncomeOfToken key={row.token} dao={dao} row={row} of={of} />
        })}
        {query.data !== undefined && (
          <>
            <Text size="sm" c="dimmed">
              {incomeInWords(t, query.data.incomeBps, i18n.language)}
            </Text>
            <Text size="sm" c="dimmed">
              {t('income.address')} <AddressText address={query.data.inbox} />
            </Text>
          </>
        )}
      </Stack>
    </Section>
  )
}
