import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/ApiContext.ts'
import { ChainState } from './ChainState.tsx'
import { NetworkState } from './NetworkState.tsx'
import { SignerState } from './SignerState.tsx'

/** Changes are told at once; this only catches what passes without a word, like a peer growing silent. */
const LOOK_MS = 4_000

/** The honest state of this node, always in sight. */
export const StatusBar = () => {
  const { queries } = useApi()
  const { data: status } = useQuery({ ...queries.node.status.queryOptions(), refetchInterval: LOOK_MS })
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
