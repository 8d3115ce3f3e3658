import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChainCut, hashOf, utf8 } from '@daomesh/protocol'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  allBytes,
  carry,
  everyStatus,
  heal,
  note,
  opener,
  peer,
  picture,
  put,
  reduce,
  rosters,
  sealing,
  seededRandom,
  shuffled,
  spaceKey,
} from '../fixtures/world.ts'
import type { LogStore, Replica } from '../index.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import { sqliteStore } from '../sqlite/index.ts'
import { noChanges } from '../store/LogStore.ts'

const home = mkdtempSync(join(tmpdir(), 'log-snapshot-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const chain = rosters(['ann', 'ben', 'eve', 'fay'], ['ann', 'ben', 'fay'])
const otherKey = hashOf('test/key', utf8('other'))
const cut: ChainCut = { count: 0, eventRoot: '00'.repeat(32) }

/** A set with two streams, a fork of which one branch was built on, a removed member, records under two keys, and rejected ones. */
const hostileWorld = async (): Promise<readonly Uint8Array[]> => {
  const disk = memoryDisk()
  const eveOn = (on: typeof disk) => peer('eve', { store: memoryStore({ random: seededRandom('s'), disk: on }), views: chain.seen(1) })
  const first = await eveOn(disk)
  await first.append(note('common'))
  const [left, right] = [await eveOn(disk), await eveOn(copyDisk(disk))]
  for (const twin of [left, right]) await twin.proveContinuity([twin.heads('governance')])
  const views = chain.seen(1)
  const [a, b] = [await peer('ann', { views }), await peer('ben', { views })]
  const all = { openBody: opener([spaceKey, otherKey]) }
  const f = await peer('fay', { views, ...all })
  await left.append(put('x', 'left'))
  await right.append(put('x', 'right'))
  await carry(left, a)
  for (let i = 0; i < 6; i++) {
    await a.appendMany([put(`a${i % 3}`, i), note(`governance ${i}`)])
    await b.append(note(`draft ${i}`, 'draft:1'))
    await heal(a, b, f)
    await f.append(
      i % 2 === 0 ? note(`under the other key ${i}`, 'governance', sealing(otherKey)) : note(`draft ${i}`, 'draft:1', sealing(otherKey)),
    )
  }
  await carry(right, b)
  await heal(a, b, f)
  views.known = 2
  for (const each of [a, b, f]) await each.viewsChanged()
  await left.append(note('after the removal'))
  await carry(left, a)
  await a.append(note('in the new view'))
  await heal(a, b, f)
  return allBytes(f)
}

/** All that anybody can see of a replica. */
const seen = (replica: Replica) => {
  const tips = ['governance', 'draft:1'].map((stream) => replica.tips(stream))
  return {
    ...picture(replica),
    tips,
    past: tips.map((each) => [...replica.pastOf(each)].sort()),
    heads: ['governance', 'draft:1'].map((stream) => replica.heads(stream)),
    lines: ['governance', 'draft:1'].map((stream) =>
      [...replica.lines(stream)].map(({ id, depth, kind, at, member }) => [id, depth, kind, at, member]).sort(),
    ),
    registers: replica.state.entries('').map(({ key, order, id, value }) => [key, order, id, value]),
    size: [replica.count(), replica.state.size],
    waiting: replica.waiting(),
    hash: replica.stateHash(cut),
    open: [...replica.entries()].map(({ id, body }) => [id, body]),
    sets: [...replica.entries({ kind: 'set' })].map(({ id }) => id),
    drafts: [...replica.entries({ kind: 'note', stream: 'draft:1' })].map(({ id }) => id),
    page: replica.auditPage({ after: null, limit: 5, statuses: everyStatus }),
    aside: [...replica.asideLines()].map(({ id }) => id).sort(),
  }
}

const withoutSnapshot = (store: LogStore): LogStore => ({ ...store, snapshot: () => null })

let files = 0
const stores = {
  memory: () => {
    const disk = memoryDisk()
    return () => memoryStore({ random: seededRandom('s'), disk })
  },
  SQLite: () => {
    const path = join(home, `${files++}.db`)
    return () => sqliteStore({ path, random: seededRandom('s') })
  },
}

describe.each(Object.entries(stores))('snapshots on %s', (_, make) => {
  it(
    'L28 L3 D11 at any point a start with a snapshot and a start from the rows are the same replica, and go on the same way',
    { timeout: 120_000 },
    async () => {
      const world = await hostileWorld()
      let used = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(12), fc.nat(4)), { minLength: 3, maxLength: 8 }), fc.nat(1_000), async (script, seed) => {
          const open = make()
          const views = chain.seen(1)
          const keys = [spaceKey]
          const options = { views, openBody: (...args: Parameters<ReturnType<typeof opener>>) => opener(keys)(...args) }
          const rest = [...shuffled(world, seededRandom(String(seed)))]
          const start = (store: LogStore) => peer('ann', { store, snapshotEntries: 1, ...options })
          let replica = await start(open())
          const straight = await peer('zed', options)
          for (const [count, what] of [...script, [world.length, 4] as const]) {
            const some = rest.splice(0, count)
            for (const each of [replica, straight]) await each.ingest(some)
            if (what === 3) views.known = 2
            if (what === 2 && keys.length === 1) keys.push(otherKey)
            for (const each of [replica, straight]) {
              await each.viewsChanged()
              await each.unlock()
            }
            if (what === 0) continue
            await replica.close()
            const store = open()
            if (store.snapshot(replica.space) !== null) used++
            const plainly = await peer('ann', { store: withoutSnapshot(store), ...options })
            replica = await start(store)
            expect(seen(replica)).toEqual(seen(plainly))
            expect(picture(replica)).toEqual(picture(straight))
          }
        }),
        { numRuns: 12 },
      )
      expect(used).toBeGreaterThan(5)
    },
  )
})

it('L28 a snapshot waits while somebody waits for the replica, though not for ever', async () => {
  const kept: number[] = []
  const inner = memoryStore({ random: seededRandom('s') })
  const ann = await peer('ann', {
    store: { ...inner, keepSnapshot: async (_, { mark }) => void kept.push(mark.entries[0]) },
    snapshotEntries: 4,
  })
  const write = (from: number, to: number) =>
    Promise.all(Array.from({ length: to - from }, (_, i) => ann.ingest([]).then(() => ann.append(note(`${from + i}`)))))
  let isBusy = true
  const busy = (async () => {
    while (isBusy) await ann.ingest([])
  })()
  await ann.append(note('opens'))
  for (let at = 0; at < 200; at += 10) await write(at, at + 10)
  const whileBusy = kept.length
  // It begins a few turns after it is due: its registers are hashed first.
  for (let at = 200; kept.length === 0 && at < 500; at += 10) await write(at, at + 10)
  const afterPatience = kept.length
  isBusy = false
  await busy
  await ann.close()
  expect([whileBusy, afterPatience > 0]).toEqual([0, true])
})

it('L28 a snapshot waits for five seconds in which nobody asks for anything: a backlog that comes in pages is not held up', async () => {
  const kept: number[] = []
  const timers = new Set<() => void>()
  const waits = new Set<number>()
  const inner = memoryStore({ random: seededRandom('s') })
  const ann = await peer('ann', {
    store: { ...inner, keepSnapshot: async (_, { mark }) => void kept.push(mark.entries[0]) },
    snapshotEntries: 4,
    clock: {
      now: () => 0,
      setTimer: (run, milliseconds) => {
        timers.add(run)
        waits.add(milliseconds)
        return () => void timers.delete(run)
      },
    },
  })
  for (let page = 0; page < 3; page++) await ann.appendMany(Array.from({ length: 10 }, (_, i) => note(`${page} ${i}`)))
  expect([kept.length, timers.size, ...waits]).toEqual([0, 1, 5_000])
  const [rest] = timers
  rest?.()
  for (let turn = 0; turn < 100_000 && kept.length === 0; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(kept).toEqual([ann.count()])
  await ann.close()
})

it('L28 L31 registers that cannot be hashed are told of once, no snapshot is kept of them, and no root is given', async () => {
  const kept: unknown[] = []
  const failures: unknown[] = []
  const ann = await peer('ann', {
    store: { ...memoryStore({ random: seededRandom('s') }), keepSnapshot: async (_, snapshot) => void kept.push(snapshot) },
    snapshotEntries: 4,
    reduce: (...given) => {
      const ruled = reduce(...given)
      return ruled.outcome === 'accepted' ? { ...ruled, writes: ruled.writes.map((one) => ({ ...one, order: 5 as never })) } : ruled
    },
    onListenerFailure: (error) => void failures.push(error),
  })
  await ann.appendMany(Array.from({ length: 10 }, (_, i) => note(`note ${i}`)))
  await ann.close()
  expect([kept.length, failures.length]).toEqual([0, 1])
  for (let turn = 0; turn < 2; turn++) expect(() => ann.stateRoot()).toThrow(RangeError)
})

it('L55 registers that cannot be hashed are told of once, however often a snapshot would be due', async () => {
  const failures: unknown[] = []
  const ann = await peer('ann', {
    store: { ...memoryStore({ random: seededRandom('s') }), keepSnapshot: async () => undefined },
    snapshotEntries: 4,
    reduce: (...given) => {
      const ruled = reduce(...given)
      return ruled.outcome === 'accepted' ? { ...ruled, writes: ruled.writes.map((one) => ({ ...one, order: 5 as never })) } : ruled
    },
    onListenerFailure: (error) => void failures.push(error),
  })
  for (let page = 0; page < 4; page++) {
    await ann.appendMany(Array.from({ length: 20 }, (_, i) => note(`${page} ${i}`)))
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  await ann.appendMany(Array.from({ length: 10 }, (_, i) => note(`last ${i}`)))
  await ann.close()
  expect(failures).toHaveLength(1)
})

describe('the file of a snapshot', () => {
  const start = (store: LogStore) => peer('ann', { store, snapshotEntries: 4 })
  const snapshotIn = (folder: string): string => join(folder, readdirSync(folder).find((name) => name.includes('.snapshot-')) ?? 'none')
  const fresh = async (name: string) => {
    const folder = mkdtempSync(join(home, name))
    const open = () => sqliteStore({ path: join(folder, 'log.db'), random: seededRandom('s') })
    const store = open()
    const ann = await start(store)
    await ann.appendMany([put('x', 1), ...Array.from({ length: 8 }, (_, i) => note(`note ${i}`))])
    await ann.close()
    store.close()
    return { folder, open, expected: picture(ann) }
  }

  it('K3 L28 a turned bit, a cut off end, another store and other bytes are passed over: the rows tell', async () => {
    const { folder, open, expected } = await fresh('bits')
    const file = snapshotIn(folder)
    const whole = readFileSync(file)
    expect(statSync(file).mode & 0o077).toBe(0)
    const random = seededRandom('where')
    for (let turn = 0; turn < 60; turn++) {
      const [a = 0, b = 0, bit = 0] = random.bytes(3)
      const turned = Buffer.from(whole)
      const at = (a * 256 + b) % whole.length
      turned[at] = (turned[at] ?? 0) ^ (1 << (bit % 8))
      writeFileSync(file, turn % 4 === 3 ? whole.subarray(0, at) : turned)
      const store = open()
      expect(picture(await peer('ann', { store }))).toEqual(expected)
      store.close()
    }
    const other = await fresh('other')
    writeFileSync(file, readFileSync(snapshotIn(other.folder)))
    const store = open()
    expect(store.snapshot((await peer('ann', { store })).space)).toBeNull()
    expect(picture(await peer('ann', { store }))).toEqual(expected)
    store.close()
  })

  it('K1 L28 a database that lost its end, or went on from an older copy, is not read through a newer snapshot', async () => {
    const { folder, open } = await fresh('older')
    const path = join(folder, 'log.db')
    const old = readFileSync(path)
    const newer = open()
    const ann = await start(newer)
    await ann.appendMany(Array.from({ length: 6 }, (_, i) => note(`lost ${i}`)))
    await ann.close()
    newer.close()
    for (const tail of ['-wal', '-shm']) rmSync(path + tail, { force: true })
    writeFileSync(path, old)
    const again = open()
    const back = await peer('ann', { store: again })
    expect(back.count()).toBe(10)
    await back.append(note('goes on'))
    expect(again.snapshot(back.space)).toBeNull()
    again.close()
    const last = open()
    expect((await peer('ann', { store: last })).count()).toBe(12)
    last.close()
  })

  it('L28 what was settled and changes puts the snapshot out of date, in the transaction of the change', async () => {
    const { open } = await fresh('epoch')
    const store = open()
    const ann = await start(store)
    expect(store.snapshot(ann.space)).not.toBeNull()
    const [id] = ann.audit().map((line) => line.id)
    if (id === undefined) throw new Error('no entry')
    await ann.append(note('one more changes nothing of it'))
    expect(store.snapshot(ann.space)).not.toBeNull()
    const judged = { id, verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'counted', member: null } as const
    store.commit(ann.space, { ...noChanges, judged: [judged] })
    expect(store.snapshot(ann.space)).toBeNull()
    store.close()
  })
})
