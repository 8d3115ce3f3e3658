import { useSyncExternalStore } from 'react'
import type { ConnectionState } from '@daomesh/node/client'
import { useApi } from './ApiContext.ts'

/** How this page stands with its own node. */
export const useConnection = (): ConnectionState => {
  const { transport } = useApi()
  return useSyncExternalStore(transport.onConnection, transport.connection)
}
