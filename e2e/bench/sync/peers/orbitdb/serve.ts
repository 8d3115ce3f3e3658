import { backlogSize, sentence } from '../../backlog.ts'
import type { Serving } from '../../messages.ts'
import { openOrbitDB } from './openOrbitDB.ts'

/** Writes the backlog as one author, which is the best case for OrbitDB: a single head and one identity to look up. Argument: a folder. */
const [, , home = ''] = process.argv
const { orbitdb, address } = await openOrbitDB(home)
const database = await orbitdb.open('backlog')
for (let n = 0; n < backlogSize; n++) await database.add(sentence(n))
let ownBytes = 0
for (const { hash } of await database.all()) ownBytes += (await database.log.storage.get(hash)).length
process.on('disconnect', () => process.exit(0))
process.send?.({ address: address(), name: database.address, ownBytes } satisfies Serving)
