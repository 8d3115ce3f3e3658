import { ActionIcon, Group, Select, TextInput, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { readAddress } from '../../format/checksumAddress.ts'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { tokenName } from '../../parts/TokenAmount.tsx'
import { unitsOf } from './readPayments.ts'
import type { PayableToken, Payment } from './readPayments.ts'

type PaymentRowProps = {
  readonly payment: Payment
  readonly number: number
  readonly tokens: readonly PayableToken[]
  readonly set: (payment: Payment) => void
  readonly remove: () => void
}

/** One payment: to whom, how much, and of what where the members look at more than ether. */
export const PaymentRow = ({ payment, number, tokens, set, remove }: PaymentRowProps) => {
  const { t } = useTranslation()
  const known = payment.token === '' || tokens.some(({ token }) => token === payment.token)
  return (
    <Group align="flex-start" gap="xs" wrap="wrap">
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
        error={payment.amount.trim() !== '' && (unitsOf(payment, tokens) ?? 0n) === 0n ? t('amount.invalid') : null}
        {...(tokens.length > 0 || !known ? { rightSection: null, rightSectionWidth: 0 } : {})}
      />
      {(tokens.length > 0 || !known) && (
        <Select
          label={t('payments.token')}
          style={{ flex: '0 1 130px' }}
          allowDeselect={false}
          value={payment.token}
          onChange={(token) => set({ ...payment, token: token ?? '' })}
          data={[
            { value: '', label: t('amount.unit') },
            ...tokens.map((row) => ({ value: row.token, label: tokenName(row) })),
            ...(known ? [] : [{ value: payment.token, label: t('payments.unlisted') }]),
          ]}
        />
      )}
      <Tooltip label={t('payments.remove')}>
        <ActionIcon variant="subtle" color="gray" size="lg" mt={26} aria-label={t('payments.removeRow', { number })} onClick={remove}>
          <IconTrash size={17} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
