import { useQuery } from '@tanstack/react-query'
import { useApi } from './ApiContext.ts'

/** What the own coin of the chain of this node is called. */
export const useCoin = (): string => {
  const { queries } = useApi()
  // No screen with amounts stands before the node has told its state.
  return useQuery(queries.node.status.queryOptions()).data?.chain.coin ?? ''
}
