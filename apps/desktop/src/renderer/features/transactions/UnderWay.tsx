import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { useNow } from '../../parts/useNow.ts'
import { useSentence } from '../../parts/useSentence.ts'
import { TransactionState } from './TransactionState.tsx'

const onItsWay: ReadonlySet<string> = new Set(['waiting', 'signing', 'sent'])
/** Milliseconds for which one that failed is news. */
const day = 86_400_000
/** More stand in the list of all of them. */
const most = 3

/** What was sent for a DAO and is not on the chain yet, or failed lately, the newest first: a deposit shows nowhere else until it is there. Decisions have pages of their own. */
export const UnderWay = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const say = useSentence()
  const now = useNow()
  const { data } = useQuery(queries.chain.transactions.queryOptions())
  const rows = (data ?? [])
    .filter((row) => row.space === space && row.decisions.length === 0)
    .filter(({ state, at }) => onItsWay.has(state) || (state === 'failed' && now - at < day))
    .toSorted((a, b) => b.at - a.at)
  if (rows.length === 0) return null
  return (
    <Stack gap={6} aria-live="polite">
      {rows.slice(0, most).map((row) => (
        <Stack key={row.id} gap={2}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {say(row.purpose)}
          </Text>
          <TransactionState transaction={row} />
          {row.error !== null && <ErrorNotice error={row.error} waits={row.state === 'waiting'} />}
        </Stack>
      ))}
      <Group>
        <Anchor component={Link} to="/transactions" size="sm">
          {t('transactions.all')}
        </Anchor>
      </Group>
    </Stack>
  )
}
