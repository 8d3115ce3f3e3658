import { Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../useMoney.ts'
import type { SplitSums } from './splitPlan.ts'

type SumCheckProps = { readonly token: string; readonly amount: bigint; readonly committed: bigint; readonly sums: SplitSums }

const Line = ({ label, amount, strong = false }: { readonly label: string; readonly amount: string; readonly strong?: boolean }) => (
  <Group justify="space-between" gap="md" wrap="nowrap" align="baseline">
    <Text component="dt" size="sm" c={strong ? 'var(--mantine-color-text)' : 'dimmed'} fw={strong ? 600 : 400}>
      {label}
    </Text>
    <Text component="dd" size="sm" m={0} fw={strong ? 650 : 400} className="numbers" style={{ overflowWrap: 'anywhere' }}>
      {amount}
    </Text>
  </Group>
)

/** Whether the sums fit, said as they are written: whole amounts, nothing rounded, what is left is the margin. */
export const SumCheck = ({ token, amount, committed, sums }: SumCheckProps) => {
  const { t } = useTranslation()
  const { say } = useMoney()
  const Icon = sums.fits ? IconCircleCheck : IconAlertTriangle
  return (
    <Stack gap="sm">
      <Stack component="dl" gap={6} m={0}>
        <Line label={t('bounties.split.gets')} amount={say(token, amount)} />
        {committed > 0n && <Line label={t('bounties.split.before')} amount={say(token, committed)} />}
        <Line label={t('bounties.split.parts')} amount={say(token, sums.sum)} />
        <Line label={t('bounties.split.margin')} amount={say(token, sums.fits ? sums.margin : 0n)} strong />
      </Stack>
      <Group gap={7} wrap="nowrap" align="flex-start" aria-live="polite" c={sums.fits ? 'var(--for)' : 'var(--against)'}>
        <Icon size={17} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <Text size="sm" fw={550}>
          {sums.fits ? t('bounties.split.fits') : t('bounties.split.over', { amount: say(token, -sums.margin) })}
        </Text>
      </Group>
    </Stack>
  )
}
