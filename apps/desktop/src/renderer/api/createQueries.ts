import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { RouterUtils } from '@orpc/tanstack-query'
import type { NodeClient } from '@daomesh/node/client'

export type Queries = RouterUtils<NodeClient>

export const createQueries = (client: NodeClient): Queries => createTanstackQueryUtils(client)
