import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@daomesh/protocol'
import { afterAll, expect, it } from 'vitest'
import { note, peer, put, seededRandom } from '../fixtures/world.ts'
import { type SqliteStore, sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-cut-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const names = ['a.db', 'a.db-wal', 'a.db.kept']
const open = (path: string): SqliteStore => sqliteStore({ path, random: seededRandom('cut'), keeps: (key) => key.startsWith('row/') })

it(
  'K3, L57 a database that ends anywhere, with a log of writes as a kill leaves it, is refilled, and kept rows are what they were',
  { timeout: 120_000 },
  async () => {
    const first = join(home, 'a.db')
    const before = open(first)
    const writing = await peer('ann', { store: before })
    await writing.appendMany([put('x', 1), ...Array.from({ length: 60 }, (_, i) => note(`note ${i}`))])
    before.setMeta([
      ['row/a', utf8('a row of the node')],
      ['row/b', new Uint8Array(200).fill(7)],
      ['other', utf8('not kept')],
    ])
    await writing.close()
    before.close()
    const store = open(first)
    const ann = await peer('ann', { store })
    await ann.appendMany([put('y', 2), note('late')])
    const rows = store.listMeta('row/').map(([key, value]) => [key, ...value])
    // As a kill leaves them: the log of writes is not taken into the file yet.
    const killed = join(home, 'killed')
    const copyTo = (from: string, to: string): void => {
      for (const name of names) if (existsSync(from + name.slice(4))) copyFileSync(from + name.slice(4), to + name.slice(4))
    }
    copyTo(first, killed)
    await ann.close()
    store.close()

    const { length } = readFileSync(killed)
    const path = join(home, 'cut.db')
    let setAside = 0
    for (let at = 0; at < length; at += 1_500) {
      for (const name of readdirSync(home)) if (name.startsWith('cut.db')) rmSync(join(home, name))
      copyTo(killed, path)
      truncateSync(path, at)
      const opened = open(path)
      expect([at, opened.listMeta('row/').map(([key, value]) => [key, ...value])]).toEqual([at, rows])
      if (opened.quarantined !== null) setAside++
      opened.close()
    }
    // Of the last pages the log of writes may hold all.
    expect(setAside).toBeGreaterThan(60)
  },
)
