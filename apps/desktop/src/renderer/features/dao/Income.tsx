import { toDaomeshError } from '@daomesh/protocol'
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Dao } from './dao.ts'
import { IncomeOfToken } from './IncomeOfToken.tsx'
import { incomeInWords } from './incomeInWords.ts'

/** What lies in the inbox, of ether and of each currency on the members' list. */
export const Income = ({ dao }: { readonly dao: Dao }) => {
  const { t, i18n } = useTranslation()
  const { queries } = useApi()
  const { space } = dao
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space }, retry: false }))
  const currencies = (held.data ?? []).filter(({ standard, balance }) => balance !== null && (standard === 'ether' || standard === 'erc20'))
  const tokens = currencies.map(({ token }) => token).slice(0, 20)
  const query = useQuery(queries.income.get.queryOptions({ input: { space, tokens }, enabled: held.data !== undefined, retry: false }))
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
