import { IconAlertTriangle, IconAnchor, IconCircleDot, IconGitFork, IconLock, IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'
import type { PollStatus } from './poll.ts'

const looks = {
  open: [IconCircleDot, 'var(--mantine-color-anchor)'],
  closing: [IconSignature, 'var(--mantine-color-anchor)'],
  sealed: [IconLock, 'var(--for)'],
  anchored: [IconAnchor, 'var(--for)'],
  split: [IconGitFork, 'var(--warn)'],
  disputed: [IconAlertTriangle, 'var(--against)'],
} as const satisfies Record<PollStatus, readonly [unknown, string]>

export const PollPill = ({ status }: { readonly status: PollStatus }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[status]
  return (
    <StatePill icon={<Icon size={13} />} color={color}>
      {t(`polls.status.${status}`)}
    </StatePill>
  )
}
