import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/ApiContext.ts'
import { ChainState } from './ChainState.tsx'
import { NetworkState } from './NetworkState.tsx'
import { SignerState } from './SignerState.tsx'

/** The honest state of this node, always in sight. */
export const StatusBar = () => {
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  if (status === undefined) return null
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
