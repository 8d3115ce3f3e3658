import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from '@daomesh/log/sqlite'
import { keepsRow } from '@daomesh/node'
import { readRecords } from '@daomesh/node/client'
import { afterAll, expect, test } from 'vitest'
import { createPairWorld, foundPair, oneHash, requestId } from './foundPair.ts'
import { systemRandom, until } from './realTime.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-damage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const overwrite = (path: string, at: number, bytes: Uint8Array): void => {
  const handle = openSync(path, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}
const noise = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 89 + 41) % 256)
/** Changes one byte in every place where the file holds this text, in rows that count and in what is left of older ones. */
const change = (path: string, text: string): void => {
  const content = readFileSync(path)
  let places = 0
  for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1), places++) overwrite(path, at + 2, Uint8Array.of(33))
  expect([text, places > 0]).toEqual([text, true])
}

const damages: Record<string, (path: string) => void> = {
  'the first page': (path) => overwrite(path, 0, noise(4096)),
  'one byte of a row of the node': (path) => change(path, 'displayName'),
  'one byte of an entry': (path) => change(path, 'log.open'),
  'every third page after the first': (path) => {
    const pages = readFileSync(path).length / 4096
    for (let page = 1; page < pages; page += 3) overwrite(path, page * 4096, noise(64))
  },
  'the second half': (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
}

test(
  'K3, D4: whatever part of the database is damaged, the DAO is still there, refilled, and nothing forks',
  { timeout: 120_000 },
  async () => {
    const world = createPairWorld()
    const path = join(folder, 'ada.sqlite')
    const open = () => sqliteStore({ path, random: systemRandom, keeps: keepsRow })
    let logs = open()
    const benLogs = sqliteStore({ path: join(folder, 'ben.sqlite'), random: systemRandom })
    let ada = await world.start('ada', logs)
    const ben = await world.start('ben', benLogs)
    const space = await foundPair(ada, ben)
    const { draft } = await ada.api.drafts.open({ requestId: requestId(), space, title: 'Before' })
    await until('the draft at the other', async () => (await ben.api.drafts.list({ space })).length === 1)

    for (const [round, [name, damage]] of Object.entries(damages).entries()) {
      await oneHash(space, ada, ben)
      await ada.node.close()
      logs.close()
      damage(path)
      await ben.api.drafts.rename({ requestId: requestId(), space, draft, title: `meanwhile ${round}` })
      logs = open()
      ada = await world.start('ada', logs)
      expect([name, logs.quarantined]).toEqual([name, `${path}.damaged-${round + 1}`])
      expect(existsSync(`${path}.damaged-${round + 1}`)).toBe(true)
      expect([name, (await ada.api.daos.list()).map((dao) => dao.space)]).toEqual([name, [space]])
      await until('the key is there', async () => !(await ada.api.daos.get({ space })).locked)
      await ada.api.drafts.open({ requestId: requestId(), space, title: `after ${name}` })
      await oneHash(space, ada, ben)
      const audit = await readRecords({ daos: ben.api.daos, space })
      expect([name, JSON.stringify(audit).includes('ENTRY_FORKED')]).toEqual([name, false])
      expect((await ada.api.drafts.list({ space })).map(({ title }) => title)).toContain(`meanwhile ${round}`)
    }
    await ada.node.close()
    await ben.node.close()
    logs.close()
    benLogs.close()
  },
)

test(
  'K3: what nobody else holds yet is taken over, people are told, and the word goes when they say so',
  { timeout: 120_000 },
  async () => {
    const world = createPairWorld()
    const path = join(folder, 'alone.sqlite')
    const open = () => sqliteStore({ path, random: systemRandom, keeps: keepsRow })
    const first = open()
    const benLogs = sqliteStore({ path: join(folder, 'away.sqlite'), random: systemRandom })
    const before = await world.start('ada', first)
    const ben = await world.start('ben', benLogs)
    const space = await foundPair(before, ben)
    await oneHash(space, before, ben)
    expect((await before.api.node.status()).storage).toEqual({ damage: null, restored: null, unreadable: [] })
    await ben.api.network.setOnline({ online: false, chain: true })
    const { draft } = await before.api.drafts.open({ requestId: requestId(), space, title: 'Nobody saw this yet' })
    await before.node.close()
    first.close()
    overwrite(path, 0, noise(4096))
    const logs = open()
    const ada = await world.start('ada', logs)
    expect((await ada.api.drafts.list({ space })).map((row) => row.draft)).toEqual([draft])
    const { damage } = (await ada.api.node.status()).storage
    expect(damage).toMatchObject({ file: 'alone.sqlite.damaged-1' })
    expect(damage?.entries).toBeGreaterThan(10)
    await ada.api.node.dismissDamage({ requestId: requestId() })
    expect((await ada.api.node.status()).storage.damage).toBeNull()
    await ben.api.network.setOnline({ online: true, chain: true })
    await ada.api.drafts.rename({ requestId: requestId(), space, draft, title: 'Now they do' })
    await oneHash(space, ada, ben)
    expect((await ben.api.drafts.list({ space })).map(({ title }) => title)).toEqual(['Now they do'])
    for (const member of [ada, ben]) await member.node.close()
    for (const store of [logs, benLogs]) store.close()
  },
)
