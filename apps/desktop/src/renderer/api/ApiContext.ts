import { createContext, use } from 'react'
import type { NodeClient, NodeTransport } from '@daomesh/node/client'
import type { DraftSessions } from '../features/drafts/createDraftSessions.ts'
import type { Queries } from './createQueries.ts'

export type Api = {
  readonly client: NodeClient
  readonly queries: Queries
  readonly transport: NodeTransport
  readonly drafts: DraftSessions
}

export const ApiContext = createContext<Api | null>(null)

/** The node's API for this tree of components. */
export const useApi = (): Api => {
  const api = use(ApiContext)
  if (api === null) throw new Error('useApi needs an ApiContext above it')
  return api
}
