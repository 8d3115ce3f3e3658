import { IconCircleCheck, IconCoins, IconHelp, IconHourglass, IconSnowflake, IconThumbUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { Leaf } from './bounties.ts'

const looks = {
  waiting: [IconHourglass, 'var(--mantine-color-dimmed)'],
  frozen: [IconSnowflake, 'var(--against)'],
  payable: [IconCoins, 'var(--mantine-color-anchor)'],
  paid: [IconCircleCheck, 'var(--for)'],
  unknown: [IconHelp, 'var(--mantine-color-dimmed)'],
  accepted: [IconThumbUp, 'var(--for)'],
} as const

/** Where a part stands; an accepted one says so until it is paid. */
export const LeafPill = ({ leaf: { state, accepted } }: { readonly leaf: Pick<Leaf, 'state' | 'accepted'> }) => {
  const { t } = useTranslation()
  const shown = accepted && state === 'waiting' ? 'accepted' : state
  const [Icon, color] = looks[shown]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`bounties.leaf.${shown}`)}
    </StatePill>
  )
}
