import { Anchor, Group, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { StatusDot } from './StatusDot.tsx'

export type NetworkStateName = 'offline' | 'starting' | 'alone' | 'syncing' | 'live'

export const networkColors = {
  offline: 'var(--mantine-color-dimmed)',
  starting: 'var(--warn)',
  alone: 'var(--warn)',
  syncing: 'var(--mantine-color-anchor)',
  live: 'var(--for)',
} as const satisfies Record<NetworkStateName, string>

type NetworkStateProps = { readonly network: { readonly state: NetworkStateName; readonly peers: number } }

/** offline / starting / alone / syncing / live, and what that means for what one writes now. */
export const NetworkState = ({ network: { state, peers } }: NetworkStateProps) => {
  const { t } = useTranslation()
  const unseen = state === 'offline' || state === 'alone' || state === 'starting'
  return (
    <Tooltip label={t(`network.meaning.${state}`)} multiline maw={320}>
      <Anchor component={Link} to="/network" underline="never" c="inherit" aria-live="polite">
        <Group gap={7} wrap="nowrap">
          <StatusDot color={networkColors[state]} hollow={state === 'offline'} busy={state === 'starting' || state === 'syncing'} />
          <Text size="xs" fw={550} style={{ whiteSpace: 'nowrap' }}>
            {t(`network.state.${state}`, { count: peers })}
          </Text>
          {unseen && (
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }} visibleFrom="md">
              {t('network.savedHere')}
            </Text>
          )}
        </Group>
      </Anchor>
    </Tooltip>
  )
}
