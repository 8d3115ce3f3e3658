import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { When } from '../../parts/When.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { TransactionState } from './TransactionState.tsx'
import type { Transaction } from './TransactionState.tsx'

export const TransactionRow = ({ transaction }: { readonly transaction: Transaction }) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const say = useSentence()
  const retry = useCommand(client.chain.retry)
  const accelerate = useCommand(client.chain.accelerate)
  const drop = useCommand(client.chain.drop)
  const { id, purpose, hash, gas, error, at, state } = transaction
  return (
    <Box p="md">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Stack gap={4}>
            <Text fw={550}>{say(purpose)}</Text>
            <TransactionState transaction={transaction} />
          </Stack>
          <When at={at} />
        </Group>
        {(hash !== null || gas !== null) && (
          <Group gap="xl">
            {hash !== null && <HashText label={t('transactions.hash')} value={hash} />}
            {gas !== null && (
              <Stack gap={2}>
                <Text size="xs" c="dimmed">
                  {t('transactions.gas')}
                </Text>
                <Text size="sm" className="numbers">
                  {new Intl.NumberFormat(i18n.language).format(BigInt(gas))}
                </Text>
              </Stack>
            )}
          </Group>
        )}
        {error !== null && <ErrorNotice error={error} waits={state === 'waiting'} />}
        {retry.error !== null && <ErrorNotice error={retry.error} />}
        {accelerate.error !== null && <ErrorNotice error={accelerate.error} />}
        {drop.error !== null && <ErrorNotice error={drop.error} />}
        {state === 'waiting' && hash === null && (
          <Group>
            <Button size="xs" variant="default" loading={drop.isPending} onClick={() => drop.mutate({ transaction: id })}>
              {t('transactions.drop')}
            </Button>
          </Group>
        )}
        {state === 'sent' && (
          <Group>
            <Button size="xs" variant="default" loading={accelerate.isPending} onClick={() => accelerate.mutate({ transaction: id })}>
              {t('transactions.accelerate')}
            </Button>
          </Group>
        )}
        {state === 'failed' && (
          <Group>
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ transaction: id })}>
              {t('parts.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Box>
  )
}
