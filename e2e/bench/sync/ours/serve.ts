import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serveBacklog } from '../../dao/serveBacklog.ts'
import { backlogSize } from '../backlog.ts'
import type { Serving } from '../messages.ts'

/** A member that has everything. Argument: a folder. */
const [, , home = ''] = process.argv
mkdirSync(home, { recursive: true })
const address = await serveBacklog(join(home, 'full.db'), backlogSize)
process.on('disconnect', () => process.exit(0))
process.send?.({ address, name: '', ownBytes: 0 } satisfies Serving)
