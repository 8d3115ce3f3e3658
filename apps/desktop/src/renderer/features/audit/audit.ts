import type { NodeClient } from '@daomesh/node/client'

export type { AuditRow } from '@daomesh/node/client'
export type Proofs = Awaited<ReturnType<NodeClient['daos']['proofs']>>
