import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { ErrorNotice } from '../../../parts/ErrorNotice.tsx'
import { HashText } from '../../../parts/HashText.tsx'
import { TransactionState } from '../../transactions/TransactionState.tsx'
import type { ActOutcome } from './useAct.ts'

/** What became of what was asked: each transaction as the queue has it, and a word of success only from the receipt. */
export const ActOutcomeView = ({ outcome, done }: { readonly outcome: ActOutcome; readonly done: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: rows } = useQuery(queries.chain.transactions.queryOptions())
  if (outcome.transaction === null)
    return outcome.decision === null ? (
      <Alert color="green" variant="light" icon={<IconCircleCheck size={18} />} title={done} aria-live="polite" />
    ) : null
  const told = outcome.transaction
  const row = rows?.find(({ id }) => id === told.id) ?? told
  if (row.state === 'final' || row.state === 'anchored')
    return (
      <Alert color="green" variant="light" icon={<IconCircleCheck size={18} />} title={done} aria-live="polite">
        <Stack gap="xs">
          <TransactionState transaction={row} />
          {row.hash !== null && <HashText label={t('transactions.hash')} value={row.hash} />}
        </Stack>
      </Alert>
    )
  return (
    <Stack gap="xs" aria-live="polite">
      <TransactionState transaction={row} />
      {row.hash !== null && <HashText label={t('transactions.hash')} value={row.hash} />}
      {row.state === 'signing' && (
        <Text size="sm" c="dimmed">
          {t('signing.compare')}
        </Text>
      )}
      {row.error !== null && <ErrorNotice error={row.error} />}
    </Stack>
  )
}
