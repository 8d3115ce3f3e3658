import { IconArrowBackUp, IconCircleCheck, IconHourglassEmpty, IconLink, IconMessages, IconReplace, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { PartnershipSummary } from './partnerships.ts'

const looks = {
  talking: [IconMessages, 'var(--mantine-color-anchor)'],
  open: [IconMessages, 'var(--mantine-color-anchor)'],
  agreed: [IconCircleCheck, 'var(--warn)'],
  enacted: [IconLink, 'var(--for)'],
  declined: [IconX, 'var(--against)'],
  withdrawn: [IconArrowBackUp, 'var(--mantine-color-dimmed)'],
  replaced: [IconReplace, 'var(--mantine-color-dimmed)'],
  expired: [IconHourglassEmpty, 'var(--mantine-color-dimmed)'],
} as const

/** How far a partnership or one of its offers has come; never by colour alone. */
export const PartnershipPill = ({ status }: { readonly status: PartnershipSummary['status'] }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status ?? 'talking']
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`partnerships.status.${status ?? 'talking'}`)}
    </StatePill>
  )
}
