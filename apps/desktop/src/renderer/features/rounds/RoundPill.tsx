import { IconArrowBackUp, IconCalculator, IconCircleCheck, IconCoins, IconHourglassOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { RoundStatus } from './rounds.ts'

const looks = {
  contributing: [IconCoins, 'var(--mantine-color-anchor)'],
  countable: [IconCalculator, 'var(--warn)'],
  finalised: [IconCircleCheck, 'var(--for)'],
  failed: [IconHourglassOff, 'var(--against)'],
  calledOff: [IconArrowBackUp, 'var(--mantine-color-dimmed)'],
} as const

/** Where a round stands, by icon, word and colour. */
export const RoundPill = ({ status }: { readonly status: RoundStatus }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`rounds.status.${status}`)}
    </StatePill>
  )
}
