import { IconCircleCheck, IconHelp, IconHourglass, IconSignature, IconUserQuestion, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../../parts/StatePill.tsx'
import type { PyramidRow } from './pyramid.ts'

const looks = {
  agreed: [IconUserQuestion, 'var(--warn)'],
  asked: [IconUsersGroup, 'var(--warn)'],
  unknown: [IconHelp, 'var(--warn)'],
  signed: [IconSignature, 'var(--mantine-color-anchor)'],
  pending: [IconHourglass, 'var(--warn)'],
  anchored: [IconCircleCheck, 'var(--for)'],
} as const

/** How far a part has come on its way to the chain. */
export const PyramidPill = ({ state }: Pick<PyramidRow, 'state'>) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[state]
  return (
    <StatePill icon={<Icon size={14} />} color={color}>
      {t(`bounties.pyramid.state.${state}`)}
    </StatePill>
  )
}
