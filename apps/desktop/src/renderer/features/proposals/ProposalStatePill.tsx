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
import type { ProposalState, ProposalSummary } from './isUnderWay.ts'

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

const wordOf = (state: ProposalState, signs: boolean, recorded: ProposalSummary['recorded']) => {
  if (state === 'recorded' && recorded !== null) return recorded.passes ? 'recordedPasses' : 'recordedFails'
  return signs && state === 'decisive' ? 'signed' : state
}

type ProposalStatePillProps = {
  readonly state: ProposalState
  /** The ballots are the signature that it asks for, and there is nothing to carry out. */
  readonly signs?: boolean
  /** What its record comes to as it stands. */
  readonly recorded?: ProposalSummary['recorded']
}

export const ProposalStatePill = ({ state, signs = false, recorded = null }: ProposalStatePillProps) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[state]
  return (
    <StatePill icon={<Icon size={13} />} color={color}>
      {t(`proposal.state.${wordOf(state, signs, recorded)}`)}
    </StatePill>
  )
}
