import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sqliteStore } from '@daomesh/log/sqlite'
import { topicsOf } from '@daomesh/network'
import { readRecords } from '@daomesh/node/client'
import { systemRandom } from '@daomesh/peer'
import { decode, type EntryId } from '@daomesh/protocol'
import { z } from 'zod'
import type { Running } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'
import { type Orders, type Report, reportShape } from './orders.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('main.ts', import.meta.url))
const keyRow = z.object({ key: z.instanceof(Uint8Array) })
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** What a thief of Ben's home has: the keys of the space, and an entry of his to forge others after. */
const loot = (stage: Stage, entry: EntryId): Pick<Orders, 'topic' | 'key' | 'header' | 'body'> => {
  const { home } = stage.copy('ben', `loot ${entry}`)
  const store = sqliteStore({ path: join(home, 'daomesh.sqlite'), random: systemRandom })
  try {
    const [row] = store.listMeta(`key:${stage.space}:`)
    const found = store.read(entry)
    const body = found?.body ?? null
    if (row === undefined || found === null || body === null) throw new Error('nothing to steal')
    const { entries } = topicsOf(stage.space, keyRow.parse(decode(row[1])).key)
    return { topic: entries.name, key: base64(entries.key), header: base64(found.headerBytes), body: base64(body) }
  } finally {
    store.close()
  }
}

export type Attack = Pick<Orders, 'kind' | 'seconds' | 'many'> & { readonly anew?: boolean }

/** A hostile peer attacks this node for some seconds. Answers what it could do. */
export const attack = async (stage: Stage, victim: Running, { anew = false, ...what }: Attack): Promise<Report> => {
  const { addresses } = await victim.api.network.status()
  const entries = await readRecords({ daos: victim.api.daos, space: stage.space })
  const of =
    entries.find(({ kind, account }) => kind === 'profile.name' && account === stage.account.ben) ??
    entries.find(({ account }) => account === stage.account.ben)
  if (of === undefined) throw new Error('an entry of Ben')
  const orders: Orders = { ...what, anew, address: addresses[0] ?? '', ...loot(stage, of.entry) }
  const { stdout } = await run(process.execPath, [program, JSON.stringify(orders)], { timeout: what.seconds * 1000 + 40_000 })
  return reportShape.parse(JSON.parse(stdout))
}
