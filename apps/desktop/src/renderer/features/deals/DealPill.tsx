import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCoins,
  IconHourglassEmpty,
  IconMessages,
  IconReplace,
  IconSignature,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { DealSummary, OfferRow } from './deals.ts'

const looks = {
  talking: [IconMessages, 'var(--mantine-color-anchor)'],
  open: [IconMessages, 'var(--mantine-color-anchor)'],
  agreed: [IconCircleCheck, 'var(--warn)'],
  signed: [IconSignature, 'var(--for)'],
  funded: [IconCoins, 'var(--for)'],
  declined: [IconX, 'var(--against)'],
  withdrawn: [IconArrowBackUp, 'var(--mantine-color-dimmed)'],
  replaced: [IconReplace, 'var(--mantine-color-dimmed)'],
  expired: [IconHourglassEmpty, 'var(--mantine-color-dimmed)'],
} as const

/** How far a deal or one of its offers has come; never by colour alone. */
export const DealPill = ({ status }: { readonly status: DealSummary['status'] | OfferRow['status'] }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`deals.status.${status}`)}
    </StatePill>
  )
}
