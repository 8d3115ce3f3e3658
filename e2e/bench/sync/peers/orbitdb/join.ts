import { once } from 'node:events'
import { socketBytes } from '../../socketBytes.ts'
import { backlogSize } from '../../backlog.ts'
import type { Joined } from '../../messages.ts'
import { openOrbitDB } from './openOrbitDB.ts'

/** A late peer. Arguments: address, name of the database, a folder. OrbitDB reports an update when a head with all that is before it was joined. */
const [, , address = '', name = '', home = ''] = process.argv
const { orbitdb, dial } = await openOrbitDB(home)
const began = performance.now()
await dial(address)
const database = await orbitdb.open(name)
await once(database.events, 'update')
const milliseconds = performance.now() - began
const wireBytes = socketBytes()
const entries = (await database.all()).length
if (entries !== backlogSize) throw new Error(`only ${entries} of ${backlogSize} entries arrived`)
process.send?.({ milliseconds, wireBytes, entries } satisfies Joined)
