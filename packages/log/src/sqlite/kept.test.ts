import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { note, peer, seededRandom } from '../fixtures/world.ts'
import { type LogStore, noChanges } from '../index.ts'
import { sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-kept-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const at = (name: string): string => join(home, name)
const keeps = (key: string): boolean => key.startsWith('kept/')
const open = (name: string): LogStore => sqliteStore({ path: at(name), random: seededRandom(name), keeps })
const rows = (store: LogStore): Record<string, string> =>
  Object.fromEntries(
    ['kept/', 'loose/'].flatMap((prefix) => store.listMeta(prefix)).map(([key, value]) => [key, new TextDecoder().decode(value)]),
  )
const put = (store: LogStore, key: string, value: string | null): void => store.setMeta([[key, value === null ? null : utf8(value)]])
const destroy = (name: string): void => writeFileSync(at(name), 'this is not a database')

describe('kept rows', () => {
  it('L9 a destroyed database gets them back: the newest value of each, and none that was deleted', () => {
    const store = open('gone.db')
    put(store, 'kept/a', 'old')
    put(store, 'kept/a', 'new')
    put(store, 'kept/b', 'deleted')
    put(store, 'loose/c', 'lost')
    put(store, 'kept/empty', '')
    store.commit('ab'.repeat(32) as never, { ...noChanges, meta: [['kept/d', utf8('with a space')]] })
    put(store, 'kept/b', null)
    store.close()
    expect(statSync(`${at('gone.db')}.kept`).mode & 0o777).toBe(0o600)
    destroy('gone.db')
    const again = open('gone.db')
    expect(again.quarantined).toBe(`${at('gone.db')}.damaged-1`)
    expect(rows(again)).toEqual({ 'kept/a': 'new', 'kept/d': 'with a space', 'kept/empty': '' })
    again.close()
  })

  it('L9 K3 a database that is gone, empty, or that lost all it had written gets them back too, and says so', () => {
    const losses: Record<string, (path: string) => void> = {
      gone: (path) => rmSync(path),
      empty: (path) => writeFileSync(path, ''),
      'cut before the first row': (path) => {
        const db = new Database(path)
        for (const table of ['meta', 'instance']) db.exec(`DELETE FROM ${table}`)
        db.close()
      },
    }
    for (const [name, lose] of Object.entries(losses)) {
      const store = open(name)
      put(store, 'kept/a', 'a key of a space')
      store.close()
      lose(at(name))
      const again = open(name)
      expect([name, rows(again)]).toEqual([name, { 'kept/a': 'a key of a space' }])
      expect([name, again.quarantined]).toEqual([name, `${at(name)}.damaged-1`])
      expect([name, again.damage()]).toEqual([name, expect.objectContaining({ entries: 0, rows: 1 })])
      again.close()
      const third = open(name)
      expect([name, third.quarantined, rows(third)]).toEqual([name, null, { 'kept/a': 'a key of a space' }])
      third.close()
    }
  })

  it('L9 one damaged line costs one row, and only where the database is damaged too', () => {
    const store = open('line.db')
    for (const name of ['a', 'b', 'c']) put(store, `kept/${name}`, `value of ${name}`)
    store.close()
    const path = `${at('line.db')}.kept`
    const text = readFileSync(path, 'utf8')
    const line = text.split('\n').find((one) => one.includes(Buffer.from('kept/b').toString('base64url'))) ?? ''
    const damaged = text.replace(line, line.slice(0, -1) + (line.endsWith('A') ? 'B' : 'A'))
    writeFileSync(path, damaged)
    const healed = open('line.db')
    expect(Object.keys(rows(healed))).toEqual(['kept/a', 'kept/b', 'kept/c'])
    healed.close()
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(text.split('\n').length)
    expect(readFileSync(path, 'utf8')).toContain(line)
    writeFileSync(path, damaged)
    destroy('line.db')
    const again = open('line.db')
    expect(rows(again)).toEqual({ 'kept/a': 'value of a', 'kept/c': 'value of c' })
    again.close()
  })

  it('L9 a database that lost its end without a sign of damage catches up', () => {
    const store = open('short.db')
    put(store, 'kept/a', 'first')
    put(store, 'kept/b', 'to be deleted')
    const early = { db: readFileSync(at('short.db')), wal: readFileSync(`${at('short.db')}-wal`) }
    put(store, 'kept/a', 'second')
    put(store, 'kept/b', null)
    store.close()
    writeFileSync(at('short.db'), early.db)
    writeFileSync(`${at('short.db')}-wal`, early.wal)
    const again = open('short.db')
    expect([again.quarantined, rows(again)]).toEqual([null, { 'kept/a': 'second' }])
    put(again, 'kept/a', 'third')
    again.close()
    const third = open('short.db')
    expect(rows(third)).toEqual({ 'kept/a': 'third' })
    third.close()
  })

  it('L9 kept rows of another database are not taken over', () => {
    const mine = open('mine.db')
    put(mine, 'kept/a', 'mine')
    mine.close()
    const other = open('other.db')
    for (let n = 0; n < 9; n++) put(other, 'kept/a', `other ${n}`)
    other.close()
    copyFileSync(`${at('other.db')}.kept`, `${at('mine.db')}.kept`)
    const again = open('mine.db')
    expect(rows(again)).toEqual({ 'kept/a': 'mine' })
    again.close()
  })

  it('K3 a crash between setting the damaged file aside and putting the new one in its place', async () => {
    const store = open('between.db')
    const ann = await peer('ann', { store })
    await ann.append(note('kept over the crash'))
    put(store, 'kept/a', 'a')
    store.close()
    // What lies there at that moment: the new database finished, the old one renamed, its log of writes not yet.
    renameSync(at('between.db'), `${at('between.db')}.refilling`)
    writeFileSync(`${at('between.db')}.damaged-1`, 'damaged')
    writeFileSync(`${at('between.db')}-wal`, 'of the damaged one')
    const again = open('between.db')
    expect([again.quarantined, rows(again)]).toEqual([null, { 'kept/a': 'a' }])
    expect((await peer('ann', { store: again })).audit().map(({ status }) => status)).toEqual(['accepted', 'accepted'])
    expect(readFileSync(`${at('between.db')}.damaged-1-wal`, 'utf8')).toBe('of the damaged one')
    expect(existsSync(`${at('between.db')}.refilling`)).toBe(false)
    again.close()
  })

  it('K2 a kept file that cannot be written fails nothing, and is written at the next chance', () => {
    const store = open('full.db')
    put(store, 'kept/a', 'first')
    const neighbour = `${at('full.db')}.kept.part`
    // A folder in the way: no file of that name can be opened.
    const blocked = `${neighbour}/in the way`
    mkdirSync(blocked, { recursive: true })
    put(store, 'kept/a', 'second')
    rmSync(neighbour, { recursive: true })
    put(store, 'kept/b', 'third')
    store.close()
    destroy('full.db')
    const again = open('full.db')
    expect(rows(again)).toEqual({ 'kept/a': 'second', 'kept/b': 'third' })
    again.close()
  })
})
