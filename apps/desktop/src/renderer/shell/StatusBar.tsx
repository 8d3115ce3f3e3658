import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { hasLostNode } from '../api/hasLostNode.ts'
import { useConnection } from '../api/useConnection.ts'
import { ChainState } from './ChainState.tsx'
import { NetworkState } from './NetworkState.tsx'
import { SignerState } from './SignerState.tsx'
import { StatusDot } from './StatusDot.tsx'

/** Changes are told at once; this only catches what passes without a word, like a peer growing silent. */
const LOOK_MS = 4_000

/** The honest state of this node, always in sight; none where it does not answer. */
export const StatusBar = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: status } = useQuery({ ...queries.node.status.queryOptions(), refetchInterval: LOOK_MS })
  const isLost = hasLostNode(useConnection())
  if (status === undefined) return null
  if (isLost)
    return (
      <Group h="100%" px="md" gap={7} wrap="nowrap" aria-live="polite">
        <StatusDot color="var(--warn)" hollow />
        <Text size="xs" fw={550} truncate>
          {t('connection.unknown')}
        </Text>
      </Group>
    )
  return (
    <Group h="100%" px="md" gap="lg" wrap="nowrap" justify="space-between" style={{ overflow: 'hidden' }}>
      <Group gap="lg" wrap="nowrap">
        <NetworkState network={status.network} />
        <ChainState chain={status.chain} />
      </Group>
      <SignerState signer={status.signer} account={status.account} />
    </Group>
  )
}
