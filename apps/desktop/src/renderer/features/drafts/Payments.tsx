import { ActionIcon, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { readAddress } from '../../format/checksumAddress.ts'
import { formatEther } from '../../format/formatEther.ts'
import { readEther } from '../../format/parseEther.ts'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { Section } from '../../parts/Section.tsx'
import { sumOf } from './readPayments.ts'
import type { Payment } from './readPayments.ts'

type PaymentsProps = {
  readonly payments: readonly Payment[]
  readonly change: (payments: readonly Payment[]) => void
  readonly add: () => void
  readonly treasury: string | null
}

/** Whom the decision would pay and how much. */
export const Payments = ({ payments, change, add, treasury }: PaymentsProps) => {
  const { t } = useTranslation()
  const sum = sumOf(payments)
  const short = treasury !== null && sum > BigInt(treasury)
  const set = (next: Payment): void => change(payments.map((old) => (old.key === next.key ? next : old)))
  return (
    <Section
      title={t('payments.title')}
      aside={
        payments.length > 0 ? (
          <Text size="sm" c={short ? 'var(--warn)' : 'dimmed'} className="numbers" aria-live="polite">
            {t('payments.sum', { amount: formatEther(sum) })}
          </Text>
        ) : undefined
      }
    >
      <Stack gap="md">
        {payments.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('payments.none')}
          </Text>
        )}
        {payments.map((payment, at) => (
          <Group key={payment.key} align="flex-start" gap="xs" wrap="wrap">
            <TextInput
              label={t('payments.recipient')}
              placeholder="0x…"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              style={{ flex: '1 1 320px' }}
              spellCheck={false}
              autoComplete="off"
              maxLength={64}
              value={payment.recipient}
              onChange={(event) => set({ ...payment, recipient: event.currentTarget.value })}
              error={payment.recipient.trim() !== '' && readAddress(payment.recipient) === null ? t('payments.recipientInvalid') : null}
            />
            <EtherInput
              label={t('amount.label')}
              style={{ flex: '0 1 180px' }}
              value={payment.amount}
              onChange={(event) => set({ ...payment, amount: event.currentTarget.value })}
              error={payment.amount.trim() !== '' && (readEther(payment.amount) ?? 0n) === 0n ? t('amount.invalid') : null}
            />
            <Tooltip label={t('payments.remove')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                mt={26}
                aria-label={t('payments.removeRow', { number: at + 1 })}
                onClick={() => change(payments.filter(({ key }) => key !== payment.key))}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </Tooltip>
          </Group>
        ))}
        {short && (
          <Text size="sm" c="var(--warn)" aria-live="polite">
            {t('payments.short', { treasury: formatEther(BigInt(treasury)) })}
          </Text>
        )}
        <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={add} style={{ alignSelf: 'flex-start' }}>
          {t('payments.add')}
        </Button>
      </Stack>
    </Section>
  )
}
