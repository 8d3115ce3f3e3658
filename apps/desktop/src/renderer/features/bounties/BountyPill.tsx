import { IconAlertOctagon, IconArrowBackUp, IconCircleCheck, IconCoins, IconHourglassEmpty, IconPackage, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { BountySummary } from './bounties.ts'
import { stateWordOf } from './stageOf.ts'

const looks = {
  none: [IconHourglassEmpty, 'var(--mantine-color-dimmed)'],
  cancelled: [IconX, 'var(--mantine-color-dimmed)'],
  funded: [IconCoins, 'var(--mantine-color-anchor)'],
  delivered: [IconPackage, 'var(--warn)'],
  objected: [IconAlertOctagon, 'var(--against)'],
  released: [IconCircleCheck, 'var(--for)'],
  returned: [IconArrowBackUp, 'var(--mantine-color-dimmed)'],
} as const

type BountyPillProps = { readonly row: Pick<BountySummary, 'status' | 'dispute' | 'amount' | 'released' | 'dues'> }

/** What the chain says of a bounty; never by colour alone. Released to the one who paid it is no success. */
export const BountyPill = ({ row }: BountyPillProps) => {
  const { t } = useTranslation()
  const status = stateWordOf(row) === 'returned' ? 'returned' : row.status
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`bounties.status.${status}`)}
    </StatePill>
  )
}
