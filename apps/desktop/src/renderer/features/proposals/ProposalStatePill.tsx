import {
  IconArchive,
  IconBook,
  IconCircleCheck,
  IconCircleDot,
  IconClockOff,
  IconLock,
  IconReplace,
  IconSend,
  IconTrendingUp,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { ProposalState } from './isUnderWay.ts'

const looks = {
  open: [IconCircleDot, 'var(--mantine-color-anchor)'],
  decisive: [IconTrendingUp, 'var(--for)'],
  passing: [IconTrendingUp, 'var(--mantine-color-anchor)'],
  recorded: [IconBook, 'var(--mantine-color-anchor)'],
  executable: [IconCircleCheck, 'var(--for)'],
  rejected: [IconX, 'var(--against)'],
  enacting: [IconSend, 'var(--mantine-color-anchor)'],
  enacted: [IconCircleCheck, 'var(--for)'],
  final: [IconLock, 'var(--for)'],
  expired: [IconClockOff, 'var(--mantine-color-dimmed)'],
  superseded: [IconReplace, 'var(--mantine-color-dimmed)'],
  withdrawn: [IconX, 'var(--mantine-color-dimmed)'],
  closed: [IconArchive, 'var(--mantine-color-dimmed)'],
} as const satisfies Record<ProposalState, readonly [unknown, string]>

type ProposalStatePillProps = {
  readonly state: ProposalState
  /** It takes a bounty: the ballots are the signature, and there is nothing to carry out. */
  readonly signs?: boolean
}

export const ProposalStatePill = ({ state, signs = false }: ProposalStatePillProps) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[state]
  return (
    <StatePill icon={<Icon size={13} />} color={color}>
      {t(`proposal.state.${signs && state === 'decisive' ? 'signed' : state}`)}
    </StatePill>
  )
}
