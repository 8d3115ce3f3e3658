import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoin } from '../../api/useCoin.ts'
import { Section } from '../../parts/Section.tsx'
import { holdingKey } from '../../parts/holding.ts'
import type { Holding } from '../../parts/holding.ts'
import { coinRow, useTokenWords } from '../../parts/TokenAmount.tsx'
import { PaymentRow } from './PaymentRow.tsx'
import { holdingOf, sumsOf } from './readPayments.ts'
import type { Payment } from './readPayments.ts'

type PaymentsProps = {
  readonly payments: readonly Payment[]
  readonly change: (payments: readonly Payment[]) => void
  readonly add: () => void
  readonly tokens: readonly Holding[]
  readonly treasury: string | null
  /** How often somebody wanted to go on while a row was not complete. */
  readonly refused: number
}

/** Whom the decision would pay and how much. */
export const Payments = ({ payments, change, add, tokens, treasury, refused }: PaymentsProps) => {
  const { t, i18n } = useTranslation()
  const rows = useRef<HTMLDivElement>(null)
  const adding = useRef(false)
  useEffect(() => {
    if (adding.current) [...(rows.current?.querySelectorAll<HTMLElement>('[data-recipient]') ?? [])].at(-1)?.focus()
    adding.current = false
  })
  useEffect(() => {
    if (refused > 0) rows.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])
  const say = useTokenWords()
  const coin = useCoin()
  const held = new Map([['', treasury], ...tokens.map((one) => [holdingKey(one), one.balance] as const)])
  const sums = [...sumsOf(payments, tokens)].map(([token, sum]) => {
    const holds = held.get(token) ?? null
    const row = holdingOf(token, tokens)
    const words = (units: bigint): string => say(units, row ?? coinRow(coin))
    return { token, sum: words(sum), holds: holds === null ? '' : words(BigInt(holds)), short: holds !== null && sum > BigInt(holds) }
  })
  const short = sums.filter((one) => one.short)
  const set = (next: Payment): void => change(payments.map((old) => (old.key === next.key ? next : old)))
  return (
    <Section
      title={t('payments.title')}
      aside={
        payments.length > 0 ? (
          <Text size="sm" c={short.length > 0 ? 'var(--warn)' : 'dimmed'} className="numbers" aria-live="polite">
            {t('payments.sum', { amount: new Intl.ListFormat(i18n.language).format(sums.map(({ sum }) => sum)) })}
          </Text>
        ) : undefined
      }
    >
      <Stack gap="md" ref={rows}>
        <Text size="sm" c="dimmed">
          {t(payments.length === 0 ? 'payments.none' : 'payments.own')}
        </Text>
        {payments.map((payment, at) => (
          <PaymentRow
            key={payment.key}
            payment={payment}
            number={at + 1}
            tokens={tokens}
            set={set}
            strict={refused > 0}
            remove={() => change(payments.filter(({ key }) => key !== payment.key))}
          />
        ))}
        {short.map(({ token, holds }) => (
          <Text key={token} size="sm" c="var(--warn)" aria-live="polite">
            {t('payments.short', { treasury: holds })}
          </Text>
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            adding.current = true
            add()
          }}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('payments.add')}
        </Button>
      </Stack>
    </Section>
  )
}
