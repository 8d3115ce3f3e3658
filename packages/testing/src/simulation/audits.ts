import type { AuditRow } from '@daomesh/node/client'
import type { Person } from './world.ts'

/** Per person what its node says of every record, as the API gives it. */
export type Audits = ReadonlyMap<Person, readonly AuditRow[]>
