import { IconAlertOctagon, IconCircleCheck, IconCoins, IconHourglassEmpty, IconPackage, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { BountySummary } from './bounties.ts'

const looks = {
  none: [IconHourglassEmpty, 'var(--mantine-color-dimmed)'],
  cancelled: [IconX, 'var(--mantine-color-dimmed)'],
  funded: [IconCoins, 'var(--mantine-color-anchor)'],
  delivered: [IconPackage, 'var(--warn)'],
  objected: [IconAlertOctagon, 'var(--against)'],
  released: [IconCircleCheck, 'var(--for)'],
} as const

/** What the chain says of a bounty; never by colour alone. */
export const BountyPill = ({ status }: { readonly status: BountySummary['status'] }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`bounties.status.${status}`)}
    </StatePill>
  )
}
