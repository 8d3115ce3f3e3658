import type { apiOf } from './person.ts'
import type { Person } from './world.ts'

/** Per person what its node says of every record, as the API gives it. */
export type Audits = ReadonlyMap<Person, Awaited<ReturnType<ReturnType<typeof apiOf>['daos']['audit']>>>
