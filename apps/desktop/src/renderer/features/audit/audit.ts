import type { NodeClient } from '@daomesh/node/client'

export type AuditRow = Awaited<ReturnType<NodeClient['daos']['audit']>>[number]
export type Proofs = Awaited<ReturnType<NodeClient['daos']['proofs']>>
