import { DaomeshError, type EntryId } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import {
  allBytes,
  carry,
  note,
  opener,
  peer,
  type PeerOptions,
  picture,
  put,
  rosters,
  sealing,
  seededRandom,
  statusOf,
  unlink,
} from '../fixtures/world.ts'
import type { LogStore } from '../index.ts'
import { memoryDisk, type MemoryFault, memoryStore } from '../memory/index.ts'

/** A disk whose commits and reads fail when a test says so; `again` opens what is on it in another replica. */
const fragile = (name: string) => {
  const disk = memoryDisk()
  const faults: (MemoryFault | null)[] = []
  const control = { commits: 0, unreadable: false, gone: false, faults }
  const inner = memoryStore({
    random: seededRandom(name),
    disk,
    fault: () => {
      control.commits++
      return faults.shift() ?? null
    },
  })
  const read: LogStore['read'] = (id) => {
    if (control.unreadable) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'EIO' } })
    return inner.read(id)
  }
  const load: LogStore['load'] = (...args) => {
    if (control.gone) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'EIO' } })
    return inner.load(...args)
  }
  const again = (options: PeerOptions = {}) =>
    peer(name, { ...options, store: memoryStore({ random: seededRandom(`${name} again`), disk }) })
  return { store: { ...inner, read, load }, control, again }
}

const cut = { count: 0, eventRoot: '' }

const codeOf = (result: PromiseSettledResult<unknown>): unknown =>
  result.status === 'fulfilled' ? 'done' : result.reason instanceof DaomeshError ? result.reason.code : result.reason

it('L46 L4 K2 the disk refuses a group of writes: all are told, none is kept, and the next group is', async () => {
  const { store, control, again } = fragile('ann')
  const ann = await peer('ann', { store })
  await ann.append(note('first'))
  const before = picture(ann)
  control.faults.push('refuse')
  control.commits = 0
  const asked = () => [
    ann.append(note('1')),
    ann.append({ ...note('2'), kind: 'bad' }),
    ann.append(note('3', 'draft/x')),
    ann.append(put('k', 4)),
  ]
  expect((await Promise.allSettled(asked())).map(codeOf)).toEqual(Array.from({ length: 4 }, () => 'STORAGE_FAILED'))
  expect(control.commits).toBe(1)
  expect([picture(ann), picture(await again())]).toEqual([before, before])
  expect((await Promise.allSettled(asked())).map(codeOf)).toEqual(['done', 'ENTRY_BODY', 'done', 'done'])
  expect(picture(await again())).toEqual(picture(ann))
})

it('L46 K1 the power goes in the middle of a group: all of it is there afterwards, or nothing', async () => {
  const { store, control, again } = fragile('ann')
  const ann = await peer('ann', { store })
  await ann.append(note('first'))
  const before = picture(ann)
  control.faults.push('crash')
  const asked = [ann.append(note('1')), ann.append(note('2', 'draft/x')), ann.append(note('3'))]
  expect((await Promise.allSettled(asked)).map(codeOf)).toEqual(Array.from({ length: 3 }, () => 'STORAGE_FAILED'))
  expect(picture(await again())).toEqual(before)
})

it('L20 L46 K2 the disk refuses the second batch of three: who brought them is told, the first stays, and brought again all is there', async () => {
  const cat = await peer('cat')
  await cat.appendMany(Array.from({ length: 1_200 }, (_, i) => note(`${i}`)))
  const { store, control, again } = fragile('ben')
  const ben = await peer('ben', { store })
  control.faults.push(null, 'refuse')
  const bytes = allBytes(cat)
  const [large, small] = await Promise.allSettled([ben.ingest(bytes), ben.ingest(bytes.slice(0, 3))])
  expect([large, small].map(codeOf)).toEqual(['STORAGE_FAILED', 'done'])
  expect(ben.count()).toBe(512)
  expect(picture(await again())).toEqual(picture(ben))
  expect(await ben.ingest(bytes)).toMatchObject({ known: 512, refused: 0 })
  expect(picture(ben)).toEqual(picture(cat))
})

it('L4 K2 what is taken in rests on entries that the disk does not give back: nothing of the step is kept, nor claimed', async () => {
  const { store, control, again } = fragile('ben')
  const [ann, ben] = [await peer('ann'), await peer('ben', { store })]
  await ann.appendMany([note('1'), note('2')])
  const [opening = new Uint8Array(), ...rest] = allBytes(ann)
  await ben.ingest(rest)
  control.unreadable = true
  const before = ben.roots()
  expect((await Promise.allSettled([ben.ingest([opening])])).map(codeOf)).toEqual(['STORAGE_FAILED'])
  expect([ben.roots(), ben.count()]).toEqual([before, 2])
  const written = await Promise.allSettled([ben.append(note('own'))])
  control.unreadable = false
  const ids = written.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []))
  const started = await again()
  expect(ids.map((id) => statusOf(started, id))).toEqual(ids.map(() => 'accepted'))
  expect(await ben.ingest([opening])).toMatchObject({ stored: [expect.any(String)] })
  await carry(ben, started)
  expect(picture(started)).toEqual(picture(ben))
  expect(ben.waiting().past).toBe(0)
})

it('L4 K2 a key arrives and the disk does not give the locked entries back: they stay locked until they can be read', async () => {
  const other = new Uint8Array(32).fill(5)
  const keys = [new Uint8Array(32).fill(1)]
  const { store, control, again } = fragile('ben')
  const [ann, ben] = [await peer('ann'), await peer('ben', { store, openBody: (...args) => opener(keys)(...args) })]
  await ann.appendMany([note('1', 'governance', sealing(other)), note('2', 'governance', sealing(other))])
  await carry(ann, ben)
  keys.push(other)
  control.unreadable = true
  await expect(ben.unlock()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  control.unreadable = false
  await ben.unlock()
  expect(ben.waiting().key).toBe(0)
  expect(ben.stateHash(cut)).not.toBeNull()
  expect(picture(await again({ openBody: opener(keys) }))).toEqual(picture(ben))
})

it('L43 L4 K2 the disk refuses the fold anew: what was written is acknowledged, no hash is claimed, and the next step folds', async () => {
  const { store, control, again } = fragile('ann')
  const [ann, eve] = [await peer('ann', { store }), await peer('eve/2')]
  await ann.append(note('first'))
  await eve.appendMany([put('k', 1), put('l', 2)])
  await carry(eve, ann)
  expect(ann.state.get('set/k')).toBe(1)
  // The revocation withdraws what nobody built on; its own transaction is stored, and the one of the fold is refused, twice.
  control.faults.push(null, 'refuse', 'refuse')
  const [written] = await Promise.allSettled([ann.append(unlink('eve/2', { parents: [] }))])
  expect(codeOf(written as PromiseSettledResult<unknown>)).toBe('done')
  const id = written?.status === 'fulfilled' ? written.value.id : ('' as EntryId)
  expect([statusOf(ann, id), ann.state.get('set/k'), ann.stateHash(cut)]).toEqual(['accepted', 1, null])
  const ben = await peer('ben')
  await ben.append(note('next'))
  await carry(ben, ann)
  expect(ann.state.get('set/k')).toBeUndefined()
  expect(ann.stateHash(cut)).not.toBeNull()
  expect(picture(await again())).toEqual(picture(ann))
})

it('L63 K2 the disk refuses a write and cannot be read either: of the empty memory that is left nothing is claimed, and all is there at the next start', async () => {
  const { store, control, again } = fragile('ann')
  const ann = await peer('ann', { store })
  await ann.appendMany([note('1'), put('k', 2)])
  const before = picture(ann)
  control.faults.push('refuse')
  control.gone = true
  expect((await Promise.allSettled([ann.append(note('3'))])).map(codeOf)).toEqual(['STORAGE_FAILED'])
  expect(ann.stateHash(cut)).toBeNull()
  control.gone = false
  expect((await Promise.allSettled([ann.append(note('4')), ann.unlock()])).map(codeOf)).toEqual(['STORAGE_FAILED', 'STORAGE_FAILED'])
  expect(picture(await again())).toEqual(before)
})

it('L64 K2 the disk refuses a write while a record waits for the chain: the hash is claimed as before, and nobody has to write for it', async () => {
  const { store, control } = fragile('ben')
  const chain = rosters(['ann', 'ben'], ['ann', 'ben', 'cid'])
  const behind = chain.seen(1)
  const [cid, ben] = [await peer('cid', { views: chain.seen() }), await peer('ben', { store, views: behind })]
  await ben.append(put('k', 1))
  await cid.append(note('new here'))
  await carry(cid, ben)
  const before = ben.stateHash(cut)
  expect([ben.waiting().view, before]).toEqual([1, expect.any(String)])
  control.faults.push('refuse')
  expect((await Promise.allSettled([ben.append(note('own'))])).map(codeOf)).toEqual(['STORAGE_FAILED'])
  expect([ben.waiting().view, ben.stateHash(cut)]).toEqual([1, before])
  behind.known = 2
  await ben.viewsChanged()
  expect(ben.waiting().view).toBe(0)
})
