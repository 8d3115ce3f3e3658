import type { Reduce } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  allBytes,
  carry,
  everyStatus,
  heal,
  note,
  opener,
  peer,
  put,
  reduce,
  rosters,
  seededRandom,
  shuffled,
  walkAudit,
} from '../fixtures/world.ts'
import type { AuditLine, AuditStatus, Replica } from '../index.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'

const chain = rosters(['ann', 'ben', 'eve', 'fay'], ['ann', 'ben', 'fay'])

/** Records of every status but opaque, stated at few times, so that many are stated at one: a fork, a removal, what cannot be read, what breaks a rule. */
const records = async (): Promise<readonly Uint8Array[]> => {
  const views = chain.seen(1)
  const times = seededRandom('times')
  const clock = { now: () => 1_700_000_000_000 + ((times.bytes(1)[0] ?? 0) % 5) }
  const disk = memoryDisk()
  const fayOn = (on: typeof disk) => peer('fay', { store: memoryStore({ random: seededRandom('s'), disk: on }), views, clock })
  const first = await fayOn(disk)
  await first.append(note('common'))
  const [left, right] = [await fayOn(disk), await fayOn(copyDisk(disk))]
  for (const twin of [left, right]) await twin.proveContinuity([twin.heads('governance')])
  const [ann, ben, eve] = [
    await peer('ann', { views, clock }),
    await peer('ben', { views, clock }),
    await peer('eve', { views: chain.seen(1), clock }),
  ]
  for (let i = 0; i < 5; i++) {
    await ann.appendMany([put(`a${i}`, i), note(`ann ${i}`)])
    await ben.append(note(`draft ${i}`, 'draft:1'))
    await left.append(note(`left ${i}`))
    await right.append(note(`right ${i}`))
    await heal(ann, ben)
  }
  // Of an app that judges otherwise.
  const lax: Reduce = (entry, state) => (entry.header.kind === 'bad' ? { outcome: 'accepted', writes: [] } : reduce(entry, state))
  const other = await peer('ben/2', { views, clock, reduce: lax })
  await other.append(note('breaks a rule', 'draft:1', { kind: 'bad' }))
  await carry(other, ben)
  await carry(left, ann)
  await carry(right, ben)
  await heal(ann, ben)
  views.known = 2
  for (const each of [ann, ben]) await each.viewsChanged()
  await ann.append(note('without eve'))
  await eve.append(note('all the same'))
  await carry(eve, ben)
  await heal(ann, ben)
  return allBytes(ben)
}

const inOrder = (lines: readonly AuditLine[]): readonly AuditLine[] => lines.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
const late = (): Promise<Replica> => peer('cleo', { views: chain.seen() })

test('L27 the pages of an audit are the audit, the newest first, and every one says how many there are of each status', async () => {
  const replica = await late()
  await replica.ingest(await records())
  const all = inOrder(replica.audit())
  const found = new Set(all.map(({ status }) => status))
  expect(found).toEqual(new Set(['accepted', 'rejected', 'forked', 'cut']))
  for (const limit of [1, 2, 7, all.length - 1, all.length, all.length + 1]) expect(await walkAudit(replica, limit)).toEqual(all)
  expect(replica.auditPage({ after: null, limit: all.length, statuses: everyStatus }).next).toBeNull()
  for (const status of everyStatus) {
    const those = all.filter((line) => line.status === status)
    expect(await walkAudit(replica, 3, new Set([status]))).toEqual(those)
    expect(replica.auditPage({ after: null, limit: 1, statuses: new Set(['opaque']) }).counts[status]).toBe(those.length)
  }
  expect([...replica.asideLines()].map(({ id }) => id).sort()).toEqual(
    all.flatMap(({ id, status }) => (status === 'forked' || status === 'cut' ? [id] : [])).sort(),
  )
})

test('L27 a record that cannot be read, or whose past is missing, is on a page too', async () => {
  const replica = await peer('cleo', { views: chain.seen(), openBody: opener([]) })
  const bytes = await records()
  await replica.ingest(bytes.slice(1))
  const all = inOrder(replica.audit())
  expect(new Set(all.map(({ status }) => status)).has('pending')).toBe(true)
  expect(new Set(all.map(({ status }) => status)).has('locked')).toBe(true)
  expect(await walkAudit(replica, 4)).toEqual(all)
})

test('L27 while records arrive, and what was set aside or waits becomes another, nothing is on two pages, and what was there is on one', async () => {
  const bytes = await records()
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 9 }), fc.nat(bytes.length), async (seed, limit, began) => {
      const order = shuffled(bytes, seededRandom(seed))
      const replica = await late()
      await replica.ingest(order.slice(0, began))
      const before = replica.audit().map(({ id }) => id)
      let next = began
      const lines = await walkAudit(replica, limit, everyStatus, async () => {
        await replica.ingest(order.slice(next, next + 3))
        next += 3
      })
      const seen = lines.map(({ id }) => id)
      expect(new Set(seen).size).toBe(seen.length)
      expect(before.filter((id) => !seen.includes(id))).toEqual([])
      expect(seen).toEqual(inOrder(lines).map(({ id }) => id))
    }),
    { numRuns: 40 },
  )
})

test('L27 of one status, too, nothing is on two pages', async () => {
  const bytes = await records()
  const replica = await late()
  const began = Math.floor(bytes.length / 2)
  await replica.ingest(bytes.slice(0, began))
  const order = shuffled(bytes.slice(began), seededRandom('of one status'))
  let next = 0
  const accepted: ReadonlySet<AuditStatus> = new Set(['accepted'])
  const stays = replica.audit().filter(({ status }) => status === 'accepted')
  const lines = await walkAudit(replica, 2, accepted, async () => {
    await replica.ingest(order.slice(next, next + 4))
    next += 4
  })
  const seen = lines.map(({ id }) => id)
  expect(new Set(seen).size).toBe(seen.length)
  const still = stays.filter(({ id }) => replica.status(id)?.status === 'accepted')
  // Ids are drawn anew at every run, and with them which half comes first.
  expect(still.length).toBeGreaterThan(0)
  expect(still.filter(({ id }) => !seen.includes(id))).toEqual([])
})
