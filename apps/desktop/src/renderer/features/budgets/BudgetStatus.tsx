import { IconCircleCheck, IconCoins, IconGavel, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { BudgetSummary } from './budgets.ts'

const looks = {
  open: [IconCoins, 'var(--mantine-color-anchor)'],
  ended: [IconHourglass, 'var(--warn)'],
  closing: [IconGavel, 'var(--warn)'],
  paid: [IconCircleCheck, 'var(--for)'],
} as const

export const BudgetStatus = ({ status }: { readonly status: BudgetSummary['status'] }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`budgets.status.${status}`)}
    </StatePill>
  )
}
