import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EntryId, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { storedEntry } from '../fixtures/storedEntry.ts'
import { seededRandom } from '../fixtures/world.ts'
import { noChanges, type StoredEntry } from '../store/LogStore.ts'
import { type SqliteStore, sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-places-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const space = toHex(hashOf('test', utf8('places'))) as SpaceId
const pathOf = (name: string): string => join(home, name)
const open = (name: string, placesInMemory = 3, wholeBelow?: number): SqliteStore =>
  sqliteStore({ path: pathOf(name), random: seededRandom('places'), placesInMemory, ...(wholeBelow !== undefined && { wholeBelow }) })
const bodyOf = (store: SqliteStore, { id }: StoredEntry): string | null => {
  const body = store.read(id)?.body
  return body ? new TextDecoder().decode(body) : null
}
const inFile = <T>(name: string, sql: string): T | undefined => {
  const db = new Database(pathOf(name))
  try {
    return db.prepare<[], T>(sql).get()
  } finally {
    db.close()
  }
}

describe('places', () => {
  it('L66 the index is written for many entries at once, and each is found whether it is in it or not, after a new start too', () => {
    const store = open('many.db')
    const entries = Array.from({ length: 10 }, (_, i) => storedEntry(`${i}`))
    for (const each of entries) store.commit(space, { ...noChanges, entries: [each] })
    const check = (each: SqliteStore): void =>
      expect(entries.map((stored) => bodyOf(each, stored))).toEqual(Array.from({ length: 10 }, (_, i) => `body ${i}`))
    check(store)
    store.close()
    expect(inFile('many.db', 'SELECT upto, (SELECT count(*) FROM places) AS rows FROM placed')).toEqual({ upto: 8, rows: 8 })
    const again = open('many.db')
    expect(again.quarantined).toBeNull()
    check(again)
    again.close()
  })

  it('L66 ids that begin alike are told apart', () => {
    const alike = (last: string): EntryId => `${'ab'.repeat(31)}${last}` as EntryId
    const store = open('alike.db')
    const entries = ['01', '02', '03', '04', '05'].map((last) => storedEntry(last, alike(last)))
    store.commit(space, { ...noChanges, entries })
    expect(entries.map((each) => bodyOf(store, each))).toEqual(['body 01', 'body 02', 'body 03', 'body 04', 'body 05'])
    expect(store.read(alike('06'))).toBeNull()
    store.close()
  })

  it('L66 nobody stores an entry twice in a row, and what came with it in one step is not stored', () => {
    const store = open('twice.db')
    store.commit(space, { ...noChanges, entries: [storedEntry('a'), storedEntry('b'), storedEntry('c')] })
    for (const known of ['a', 'new'])
      expect(() => store.commit(space, { ...noChanges, entries: [storedEntry('new'), storedEntry('other'), storedEntry(known)] })).toThrow(
        expect.objectContaining({ code: 'STORAGE_FAILED' }),
      )
    expect([bodyOf(store, storedEntry('new')), bodyOf(store, storedEntry('other')), bodyOf(store, storedEntry('a'))]).toEqual([
      null,
      null,
      'body a',
    ])
    store.commit(space, { ...noChanges, entries: [storedEntry('new')] })
    expect(bodyOf(store, storedEntry('new'))).toBe('body new')
    store.close()
  })

  it(
    'L66 whatever comes, goes and fails, in any order and over many starts, each entry is where it is looked for',
    { timeout: 60_000 },
    () => {
      const random = seededRandom('what comes and goes')
      const below = (most: number): number => (random.bytes(1)[0] ?? 0) % most
      const known = new Map<string, boolean>()
      let store = open('random.db')
      let made = 0
      for (let turn = 0; turn < 900; turn++) {
        const standing = [...known].filter(([, stands]) => stands).map(([name]) => name)
        const chosen = (): string | undefined => standing[below(Math.max(1, standing.length))]
        const what = below(10)
        if (what < 5) {
          const names = Array.from({ length: 1 + below(6) }, () => `${(made += 1)}`)
          const gone = what === 0 ? chosen() : undefined
          const entries = names.map((name) => storedEntry(name))
          const dropped = gone === undefined ? [] : [storedEntry(gone).id]
          if (what === 1) {
            const [first] = entries
            if (first === undefined) throw new Error('there is one')
            expect(() => store.commit(space, { ...noChanges, entries: [...entries, first] })).toThrow('')
            for (const name of names) known.set(name, false)
          } else {
            store.commit(space, { ...noChanges, entries, dropped })
            for (const name of names) known.set(name, true)
            if (gone !== undefined) known.set(gone, false)
          }
        } else if (what < 8) {
          // From the end often, so that numbers of rows are given again.
          const names = what < 7 ? standing.slice(-1 - below(4)) : [chosen() ?? '']
          store.commit(space, { ...noChanges, dropped: names.map((name) => storedEntry(name).id) })
          for (const name of names) if (name !== '') known.set(name, false)
        } else {
          store.close()
          store = open('random.db')
          expect([turn, store.quarantined]).toEqual([turn, null])
        }
        if (turn % 30 === 0)
          for (const [name, stands] of known)
            expect([turn, name, bodyOf(store, storedEntry(name))]).toEqual([turn, name, stands ? `body ${name}` : null])
      }
      expect(made).toBeGreaterThan(700)
      store.close()
    },
  )

  it.each([
    ['a place that is not there', 'DELETE FROM places WHERE n = 3'],
    ['a place of another row', 'UPDATE places SET n = 9 WHERE n = 3'],
    ['a place too many', 'INSERT INTO places (prefix, n) VALUES (1, 3)'],
    ['how far it reaches', 'UPDATE placed SET upto = 9'],
    ['the name of a row behind its prefix', "UPDATE entries SET id = CAST(substr(id, 1, 31) || x'00' AS BLOB) WHERE n = 3"],
  ])('K3, L6, L66 what is wrong with the index is found by the check: %s', async (name, sql) => {
    const file = `${name}.db`
    const store = open(file)
    store.commit(space, { ...noChanges, entries: Array.from({ length: 8 }, (_, i) => storedEntry(`${i}`)) })
    store.close()
    const db = new Database(pathOf(file))
    db.exec(sql)
    db.close()
    const large = open(file, 3, 0)
    if (large.quarantined === null) expect(await large.checkRest()).toBe('damaged')
    large.close()
    const next = open(file)
    expect(large.quarantined ?? next.quarantined).toBe(`${pathOf(file)}.damaged-1`)
    next.close()
  })

  it('K3, L6, L66 who does not find what is stored tells the store, which checks all of itself at its next opening', () => {
    const store = open('lost.db')
    const entries = Array.from({ length: 8 }, (_, i) => storedEntry(`${i}`))
    store.commit(space, { ...noChanges, entries })
    store.close()
    const db = new Database(pathOf('lost.db'))
    db.exec('DELETE FROM places WHERE n = 3')
    db.close()
    const [, , third] = entries
    if (third === undefined) throw new Error('there are eight')
    const large = open('lost.db', 3, 0)
    expect([large.quarantined, bodyOf(large, third)]).toEqual([null, null])
    large.close()
    const still = open('lost.db', 3, 0)
    expect(still.quarantined).toBeNull()
    expect(still.lost(third.id)).toMatchObject({ code: 'STORAGE_DAMAGED' })
    still.close()
    const next = open('lost.db', 3, 0)
    expect(next.quarantined).toBe(`${pathOf('lost.db')}.damaged-1`)
    next.close()
  })
})
