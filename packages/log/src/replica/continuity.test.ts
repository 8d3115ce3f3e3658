import { decodeEntry, type LogId } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { allBytes, carry, heal, note, peer, seededRandom } from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import type { Replica } from '../index.ts'

const values = (replica: Replica): unknown[] => [...replica.entries({ kind: 'note' })].map((e) => (e.body as { value: string }).value)

/** All of a log, as sync gives it to a peer. */
const everyPlace = (replica: Replica, log: LogId): readonly Uint8Array[] => {
  const entries: Uint8Array[] = []
  for (let seq = 0; replica.depthAt(log, seq) !== null; seq++) entries.push(...replica.entriesAt(log, seq))
  return entries
}

describe('own logs', () => {
  it('L16 D4 a restored backup asks peers, finds it is behind, and begins a fresh log: no fork', async () => {
    const disk = memoryDisk()
    const a = await peer('ann', { store: memoryStore({ random: seededRandom('s'), disk }) })
    await a.append(note('1'))
    const backup = copyDisk(disk)
    const lost = await a.append(note('2, after the backup'))
    const b = await peer('ben')
    await carry(a, b)
    const restored = await peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: backup }) })
    expect(restored.own('governance')?.continuity).toBe('unproven')
    expect((await restored.proveContinuity([b.heads('governance')])).get('governance')).toBe('fresh')
    const next = await restored.append(note('3'))
    expect(next.log).not.toBe(lost.log)
    await heal(restored, b)
    expect(b.heads('governance').map(({ state }) => state)).toEqual(['open', 'open'])
    expect(values(b).sort()).toEqual(['1', '2, after the backup', '3'])
  })

  it('L15 L16 D4 nobody answers: the first write begins a fresh log; peers agree: it goes on', async () => {
    const disk = memoryDisk()
    const open = () => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk }) })
    const first = await (await open()).append(note('1'))
    const b = await peer('ben')
    const proven = await open()
    await carry(proven, b)
    expect((await proven.proveContinuity([b.heads('governance'), []])).get('governance')).toBe('proven')
    expect((await proven.append(note('2'))).log).toBe(first.log)
    const alone = await open()
    expect((await alone.proveContinuity([])).get('governance')).toBe('unproven')
    expect((await alone.append(note('3'))).log).not.toBe(first.log)
  })

  it('L16 D4 a newcomer proves nothing: a restored backup that meets nobody else begins a fresh log and forks nothing', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const a = await open(disk)
    await a.append(note('1'))
    const backup = copyDisk(disk)
    const lost = await a.append(note('2, after the backup'))
    const [b, newcomer] = [await peer('ben'), await peer('new')]
    await carry(a, b)
    const restored = await open(backup)
    expect((await restored.proveContinuity([newcomer.heads('governance')])).get('governance')).toBe('unproven')
    const next = await restored.append(note('3'))
    expect(next.log).not.toBe(lost.log)
    await heal(restored, b)
    expect(b.heads('governance').map(({ state }) => state)).toEqual(['open', 'open'])
  })

  it('L16 D4 what a peer was given by this very store since it was opened is no proof that nothing more was written', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const first = await (await open(disk)).append(note('1'))
    const backup = copyDisk(disk)
    const [restored, newcomer] = [await open(backup), await peer('new')]
    const given = everyPlace(restored, first.log)
    await newcomer.ingest(given)
    expect(newcomer.head(first.log)).toEqual(restored.head(first.log))
    await restored.proveContinuity([newcomer.heads('governance')])
    expect(restored.own('governance')).toBeNull()
    // The next start remembers it.
    await restored.close()
    const later = await open(backup)
    await later.proveContinuity([newcomer.heads('governance')])
    expect(later.own('governance')).toBeNull()
    expect((await later.append(note('2'))).log).not.toBe(first.log)
    // Who had it before this store gave anything away is a witness.
    const [again, witness] = [await open(disk), await peer('ben')]
    await carry(newcomer, witness)
    expect((await again.proveContinuity([witness.heads('governance')])).get('governance')).toBe('proven')
    expect(everyPlace(again, first.log)).toHaveLength(2)
    expect((await again.append(note('2'))).log).toBe(first.log)
  })

  it('L52 L16 D4 K1 that a log ended is on the disk before anything of it leaves, by sync or otherwise: a crash right after makes its end no proof', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const first = await (await open(disk)).append(note('1'))
    for (const give of [
      (restored: Replica) => everyPlace(restored, first.log),
      (restored: Replica) => allBytes(restored).flatMap((bytes) => restored.give(decodeEntry(bytes).id) ?? []),
    ]) {
      const [backup, newcomer] = [copyDisk(disk), await peer('new')]
      const given = give(await open(backup))
      const crashed = copyDisk(backup)
      await newcomer.ingest(given)
      const later = await open(crashed)
      expect(newcomer.head(first.log)).toEqual(later.head(first.log))
      await later.proveContinuity([newcomer.heads('governance')])
      expect((await later.append(note('2'))).log).not.toBe(first.log)
    }
  })

  it('L52 K2 what cannot be noted does not leave', async () => {
    const disk = memoryDisk()
    let isFull = false
    const open = () => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk, fault: () => (isFull ? 'refuse' : null) }) })
    const first = await (await open()).append(note('1'))
    const again = await open()
    isFull = true
    expect(() => again.entriesAt(first.log, 0)).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
    expect(() => again.give(first.id)).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
    isFull = false
    expect([...again.entriesAt(first.log, 0)]).toHaveLength(1)
    expect(again.own('governance')).toBeNull()
  })

  it('L16 D4 a peer that is behind this log neither proves nor contradicts it; one that holds its end proves it; one beyond ends it', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const a = await open(disk)
    await a.append(note('1'))
    const [stale, equal, beyond] = [await peer('ben'), await peer('cid'), await peer('dan')]
    await carry(a, stale)
    await a.append(note('2'))
    await carry(a, equal)
    const backup = copyDisk(disk)
    await a.append(note('3'))
    await carry(a, beyond)
    const [none, some, more] = [stale, equal, beyond].map((one) => one.heads('governance'))
    const verdictOn = async (...answers: (typeof none)[]) =>
      (await (await open(copyDisk(backup))).proveContinuity(answers.map((one) => one ?? []))).get('governance')
    expect([
      await verdictOn(none),
      await verdictOn(none, []),
      await verdictOn(some),
      await verdictOn(none, some),
      await verdictOn(some, more),
    ]).toEqual(['unproven', 'unproven', 'proven', 'proven', 'fresh'])
  })

  it('L16 D4 a log that nobody else has yet is not continued after a start: written alone, it ends there, and nothing is lost', async () => {
    const disk = memoryDisk()
    const open = () => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk }) })
    const alone = await (await open()).append(note('written alone'))
    const b = await peer('ben')
    const again = await open()
    expect((await again.proveContinuity([b.heads('governance')])).get('governance')).toBe('unproven')
    const next = await again.append(note('in company'))
    expect(next.log).not.toBe(alone.log)
    await heal(again, b)
    expect(values(b).sort()).toEqual(['in company', 'written alone'])
    expect(b.tips('governance').map(({ log }) => log)).toEqual([next.log])
  })

  it('L16 D4 an own entry that comes from outside ends the incarnation', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const a = await open(disk)
    await a.append(note('1'))
    const copy = await open(copyDisk(disk))
    await copy.proveContinuity([copy.heads('governance')])
    const late = await a.append(note('2'))
    await carry(a, copy)
    expect(copy.own('governance')).toBeNull()
    expect((await copy.append(note('3'))).log).not.toBe(late.log)
  })

  it('L15 every stream has an incarnation of its own, stored with the first entry and kept over a restart', async () => {
    const disk = memoryDisk()
    const open = () => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk }) })
    const a = await open()
    const written = [await a.append(note('1')), await a.append(note('2', 'draft:1'))]
    const incarnations = allBytes(a).flatMap((bytes) => decodeEntry(bytes).header.opening?.incarnation ?? [])
    expect(incarnations.map((incarnation) => incarnation.length)).toEqual([32, 32])
    expect(new Set(incarnations).size).toBe(2)
    const again = await open()
    await again.proveContinuity([again.heads('governance'), again.heads('draft:1')])
    expect([(await again.append(note('3'))).log, (await again.append(note('4', 'draft:1'))).log]).toEqual(written.map(({ log }) => log))
  })

  it('L17 a fresh incarnation on request', async () => {
    const a = await peer('ann')
    const first = await a.append(note('1'))
    await a.startFreshIncarnation()
    expect((await a.append(note('2'))).log).not.toBe(first.log)
  })
})
