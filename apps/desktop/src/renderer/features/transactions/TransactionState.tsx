import { Group, Stack, Text } from '@mantine/core'
import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'
import { IconAnchor, IconClockPause, IconLock, IconRotate, IconSend, IconSignature, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatePill } from '../../parts/StatePill.tsx'

export type Transaction = InferClientOutputs<NodeClient>['chain']['transactions'][number]

const looks = {
  waiting: [IconClockPause, 'var(--warn)'],
  signing: [IconSignature, 'var(--warn)'],
  sent: [IconSend, 'var(--mantine-color-anchor)'],
  anchored: [IconAnchor, 'var(--mantine-color-anchor)'],
  final: [IconLock, 'var(--for)'],
  failed: [IconX, 'var(--against)'],
  superseded: [IconRotate, 'var(--mantine-color-dimmed)'],
} as const

/** A transaction's state in a pill and a sentence; success only once the receipt says so. */
export const TransactionState = ({ transaction: { state } }: { readonly transaction: Pick<Transaction, 'state'> }) => {
  const { t } = useTranslation()
  const [Icon, color] = looks[state]
  return (
    <Stack gap={2} aria-live="polite">
      <Group gap="sm">
        <StatePill icon={<Icon size={13} />} color={color}>
          {t(`transaction.state.${state}`)}
        </StatePill>
        <Text size="sm" c="dimmed">
          {t(`transaction.meaning.${state}`)}
        </Text>
      </Group>
    </Stack>
  )
}
