import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allBytes, note, peer, picture, put, seededRandom } from '../fixtures/world.ts'
import { type LogStore, noChanges, type Replica } from '../index.ts'
import { sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-power-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const pageBytes = 4096
const [walHeader, frameBytes] = [32, 24 + pageBytes]
const open = (path: string): LogStore => sqliteStore({ path, random: seededRandom('power') })

/** What stood in the store when a step was acknowledged, and how long the log of writes was. */
type Acknowledged = { readonly walBytes: number; readonly picture: unknown; readonly rows: unknown }

const rowsOf = (store: LogStore) => store.listMeta('outcome/').map(([key, value]) => [key, ...value])
const seen = async (store: LogStore): Promise<Pick<Acknowledged, 'picture' | 'rows'>> => ({
  picture: picture(await peer('ann', { store })),
  rows: rowsOf(store),
})

let main = Buffer.alloc(0)
let wal = Buffer.alloc(0)
let checkpointed = Buffer.alloc(0)
const steps: Acknowledged[] = []

/** Eight steps: one entry with a row of the node, many entries, some from a peer, rows of the node alone. */
const act = async (ann: Replica, store: LogStore, acknowledge: () => void): Promise<void> => {
  const ben = await peer('ben')
  await ben.appendMany(Array.from({ length: 12 }, (_, i) => note(`of ben ${i}`)))
  const theirs = allBytes(ben)
  for (let n = 0; n < 2; n++) {
    await ann.append(put(`k${n}`, n, { meta: [[`outcome/${n}`, utf8('one')]] }))
    acknowledge()
    await ann.appendMany(Array.from({ length: 7 }, (_, i) => note(`${n}/${i} ${'long '.repeat(i * 40)}`)))
    acknowledge()
    await ann.ingest(theirs.slice(n * 4, n * 4 + 5))
    acknowledge()
    store.commit(ann.space, {
      ...noChanges,
      meta: [
        [`outcome/${n}`, utf8('two')],
        [`outcome/${n}/more`, new Uint8Array(9_000)],
      ],
    })
    acknowledge()
  }
}

beforeAll(async () => {
  const path = join(home, 'whole.db')
  const store = open(path)
  const ann = await peer('ann', { store })
  const acknowledge = () => steps.push({ walBytes: statSync(`${path}-wal`).size, picture: picture(ann), rows: rowsOf(store) })
  acknowledge()
  await act(ann, store, acknowledge)
  main = readFileSync(path)
  wal = readFileSync(`${path}-wal`)
  store.close()
  checkpointed = readFileSync(path)
})

let places = 0
/** What a start finds after the power went. */
const start = async (files: { readonly main: Buffer; readonly wal: Buffer }): Promise<Pick<Acknowledged, 'picture' | 'rows'>> => {
  const folder = join(home, String(places++))
  mkdirSync(folder)
  const path = join(folder, 'found.db')
  writeFileSync(path, files.main)
  writeFileSync(`${path}-wal`, files.wal)
  const store = open(path)
  expect(store.quarantined).toBeNull()
  const found = await seen(store)
  store.close()
  rmSync(folder, { recursive: true })
  return found
}
const nothing: { picture: unknown; rows: unknown } = { picture: null, rows: [] }
/** The last step whose every byte lies before the cut. */
const lastBefore = (bytes: number): Pick<Acknowledged, 'picture' | 'rows'> => steps.findLast(({ walBytes }) => walBytes <= bytes) ?? nothing

describe('power loss', () => {
  it(
    'K1 the log of writes ends at any frame or inside any frame: all that was acknowledged before, and never half a step',
    { timeout: 120_000 },
    async () => {
      const frames = (wal.length - walHeader) / frameBytes
      expect([steps.length, frames > 40]).toEqual([9, true])
      nothing.picture = picture(await peer('ann'))
      for (let frame = 0; frame <= frames; frame++) {
        const boundary = walHeader + frame * frameBytes
        // In turn: in the header of the frame, in the middle of its page, and one byte before its end.
        const inside = boundary + ([5, 24 + 2048, frameBytes - 1][frame % 3] ?? 0)
        for (const bytes of frame === frames ? [boundary] : [boundary, inside]) {
          const { picture: found, rows } = await start({ main, wal: wal.subarray(0, bytes) })
          const expected = lastBefore(bytes)
          expect([bytes, rows]).toEqual([bytes, expected.rows])
          expect([bytes, found]).toEqual([bytes, expected.picture])
        }
      }
    },
  )

  it('K1 writes of the last step reached the disk out of order', { timeout: 120_000 }, async () => {
    for (const [n, { walBytes, picture: before, rows }] of steps.slice(0, -1).entries()) {
      const torn = Buffer.from(wal.subarray(0, steps[n + 1]?.walBytes))
      // Its first frame never came, or came with half a page of what was there before.
      torn.fill(0, walBytes + (n % 2 === 0 ? 0 : 24 + 2048), walBytes + frameBytes)
      expect([n, await start({ main, wal: torn })]).toEqual([n, { picture: before, rows }])
    }
  })

  it('K1 the power goes while the log of writes is carried into the file', { timeout: 120_000 }, async () => {
    const last = steps.at(-1)
    const pages = checkpointed.length / pageBytes
    for (let turn = 0; turn < 8; turn++) {
      const mixed = Buffer.from(checkpointed)
      // Pages that did not come yet: as they were, or empty where the file grew. One page came by half.
      for (let page = 0; page < pages; page++)
        if ((page * 7 + turn) % 3 === 0) {
          const [from, to] = [page * pageBytes + (page % 5 === 0 ? 2048 : 0), (page + 1) * pageBytes]
          mixed.fill(0, from, to)
          if (main.length >= to) main.copy(mixed, from, from, to)
        }
      expect([turn, await start({ main: mixed, wal })]).toEqual([turn, { picture: last?.picture, rows: last?.rows }])
    }
  })

  it('K1 the cuts mean something: a log of writes from elsewhere is not taken for ours', () => {
    const path = join(home, 'alien.db')
    writeFileSync(path, main)
    const alien = Buffer.from(wal)
    alien.writeUInt32BE((alien.readUInt32BE(16) + 1) >>> 0, 16)
    writeFileSync(`${path}-wal`, alien)
    const db = new Database(path)
    expect(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 })
    db.close()
  })
})
