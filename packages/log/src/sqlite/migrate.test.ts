import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { utf8 } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { toSchema } from '../fixtures/toSchema.ts'
import { note, peer, picture, put, seededRandom, statusOf } from '../fixtures/world.ts'
import type { LogStore } from '../index.ts'
import { sqliteStore } from './index.ts'
import { migrations } from './migrations.ts'

const home = mkdtempSync(join(tmpdir(), 'log-migrate-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const child = fileURLToPath(new URL('../fixtures/openAndDie.ts', import.meta.url))

/** One more than those that were released. */
const more = 'CREATE TABLE more (one INTEGER); INSERT INTO more SELECT n FROM entries; ALTER TABLE meta ADD COLUMN age INTEGER;'
const released = migrations.length
const steps = [...migrations, more]
const open = (name: string, upTo: number): LogStore =>
  sqliteStore({ path: join(home, name), random: seededRandom('migrate'), migrations: steps.slice(0, upTo) })
const read = <T>(name: string, sql: string): readonly T[] => {
  const db = new Database(join(home, name))
  const rows = db.prepare<[], T>(sql).all()
  db.close()
  return rows
}
const versionOf = (name: string): unknown => read<{ user_version: number }>(name, 'PRAGMA user_version')[0]?.user_version

/** A database of the first schema, written by the statements of its time. */
const first = async (name: string, notes = 1) => {
  const made = open(name, released)
  const ann = await peer('ann', { store: made })
  await ann.appendMany([put('x', 1), ...Array.from({ length: notes }, (_, i) => note(`${i} of the first version`))])
  made.setMeta([['row', utf8('of the node')]])
  const before = picture(ann)
  made.close()
  const db = new Database(join(home, name))
  toSchema(db, 1)
  db.close()
  return { before }
}

describe('migrations', () => {
  it('L6 from the first schema to the last and to one more, nothing lost, and rows get their checksum', async () => {
    const { before } = await first('steps.db')
    const second = open('steps.db', released)
    expect(second.quarantined).toBeNull()
    expect(picture(await peer('ann', { store: second }))).toEqual(before)
    second.close()
    expect(versionOf('steps.db')).toBe(released)
    const sums = read<{ checksum: number }>(
      'steps.db',
      'SELECT checksum FROM meta UNION ALL SELECT checksum FROM own_logs UNION ALL SELECT checksum FROM spaces',
    )
    expect([sums.length, sums.every(({ checksum }) => checksum !== 0)]).toEqual([3, true])
    const last = open('steps.db', released + 1)
    const ann = await peer('ann', { store: last })
    expect(picture(ann)).toEqual(before)
    const { id } = await ann.append(note('of the last'))
    expect([statusOf(ann, id), last.getMeta('row')]).toEqual(['accepted', utf8('of the node')])
    last.close()
    expect([versionOf('steps.db'), read('steps.db', 'SELECT * FROM more').length]).toEqual([released + 1, 3])
    expect(() => open('steps.db', released)).toThrow(
      expect.objectContaining({ code: 'STORAGE_NEWER', meta: { found: released + 1, known: released } }),
    )
  })

  it('K3, L9, L66 of a database that came from the first schema the tables are found when its first page is destroyed', async () => {
    const { before } = await first('page.db', 400)
    open('page.db', released).close()
    const path = join(home, 'page.db')
    const handle = openSync(path, 'r+')
    writeSync(handle, Buffer.alloc(4_096), 0, 4_096, 0)
    closeSync(handle)
    const opened = open('page.db', released)
    expect(opened.quarantined).toBe(`${path}.damaged-1`)
    expect(opened.damage()).toMatchObject({ entries: 402 })
    expect(opened.getMeta('row')).toEqual(utf8('of the node'))
    expect(picture(await peer('ann', { store: opened }))).toEqual(before)
    opened.close()
  })

  it('K1, L6 killed in the middle of a migration: it is at a whole version, and the next start goes on', async () => {
    const { before } = await first('killed.db')
    const dying = [...migrations, `${more} SELECT die();`]
    const { signal } = spawnSync(process.execPath, [child, join(home, 'killed.db'), JSON.stringify(dying)], { stdio: 'inherit' })
    expect(signal).toBe('SIGKILL')
    expect(versionOf('killed.db')).toBe(released)
    expect(read('killed.db', "SELECT name FROM sqlite_schema WHERE name = 'more'")).toEqual([])
    const last = open('killed.db', released + 1)
    expect([last.quarantined, picture(await peer('ann', { store: last }))]).toEqual([null, before])
    last.close()
    expect(versionOf('killed.db')).toBe(released + 1)
  })

  it('K3 damage is found before a migration would give it a good checksum', async () => {
    await first('damaged.db')
    const db = new Database(join(home, 'damaged.db'))
    db.exec("UPDATE entries SET body = CAST('x' AS BLOB) WHERE n = 3")
    db.close()
    const opened = open('damaged.db', released + 1)
    expect(opened.quarantined).toBe(`${join(home, 'damaged.db')}.damaged-1`)
    expect([...(await peer('ann', { store: opened })).audit()].map(({ seq }) => seq)).toEqual([0, 1])
    expect(opened.getMeta('row')).toEqual(utf8('of the node'))
    opened.close()
  })
})
