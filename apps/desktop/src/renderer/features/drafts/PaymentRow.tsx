import { ActionIcon, Group, TextInput, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { readAddress } from '../../format/checksumAddress.ts'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { HoldingSelect } from '../../parts/HoldingSelect.tsx'
import type { Holding } from '../../parts/holding.ts'
import { holdingOf, isEmpty, unitsOf } from './readPayments.ts'
import type { Payment } from './readPayments.ts'

type PaymentRowProps = {
  readonly payment: Payment
  readonly number: number
  readonly tokens: readonly Holding[]
  readonly set: (payment: Payment) => void
  readonly remove: () => void
  /** Somebody wanted to go on: what is missing is a fault now, too. */
  readonly strict: boolean
}

/** One payment: to whom, how much, and of what where the members look at more than ether. */
export const PaymentRow = ({ payment, number, tokens, set, remove, strict }: PaymentRowProps) => {
  const { t } = useTranslation()
  const judged = (text: string): boolean => text.trim() !== '' || (strict && !isEmpty(payment))
  const row = holdingOf(payment.token, tokens)
  const known = payment.token === '' || row !== undefined
  const plain = tokens.length === 0 && known
  return (
    <Group align="flex-start" gap="xs" wrap="wrap">
      <TextInput
        label={t('payments.recipient')}
        placeholder="0x…"
        data-recipient
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        style={{ flex: '1 1 320px' }}
        spellCheck={false}
        autoComplete="off"
        maxLength={64}
        value={payment.recipient}
        onChange={(event) => set({ ...payment, recipient: event.currentTarget.value })}
        error={judged(payment.recipient) && readAddress(payment.recipient) === null ? t('payments.recipientInvalid') : null}
      />
      {row?.standard === 'erc721' ? (
        <TextInput
          label={t('payments.item')}
          inputMode="numeric"
          maxLength={78}
          style={{ flex: '0 1 180px' }}
          value={payment.item}
          onChange={(event) => set({ ...payment, item: event.currentTarget.value })}
          error={judged(payment.item) && unitsOf(payment, tokens) === null ? t('payments.itemInvalid') : null}
        />
      ) : (
        <EtherInput
          label={t('amount.label')}
          style={{ flex: '0 1 180px' }}
          value={payment.amount}
          onChange={(event) => set({ ...payment, amount: event.currentTarget.value })}
          error={judged(payment.amount) && (unitsOf(payment, tokens) ?? 0n) === 0n ? t('amount.invalid') : null}
          {...(plain ? {} : { rightSection: null, rightSectionWidth: 0 })}
        />
      )}
      {!plain && (
        <HoldingSelect
          label={t('payments.token')}
          value={payment.token}
          holdings={tokens}
          onChange={(token) => set({ ...payment, token })}
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
