import { type EntryId, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { noChanges, type SpaceChanges, type StoredEntry } from '../store/LogStore.ts'
import { copyDisk, losePower, type MemoryDisk, memoryDisk, memoryStore } from './index.ts'

const hex = (name: string): string => toHex(hashOf('test', utf8(name)))
const space = hex('space') as SpaceId
const entry = (name: string): StoredEntry => ({
  id: hex(name) as EntryId,
  headerBytes: utf8(name),
  signature: new Uint8Array(64),
  body: null,
  verdict: 'accepted',
  reason: null,
  standing: 'counted',
  member: null,
})
const lazy = (changes: Partial<SpaceChanges>): SpaceChanges => ({ ...noChanges, durable: false, ...changes })
const open = (disk: MemoryDisk) => memoryStore({ random: { bytes: (length) => new Uint8Array(length) }, disk })
/** Of the epochs none comes twice, so their number is not taken back. */
const contents = (disk: MemoryDisk) => {
  const { unflushed, epochs: _, ...rest } = copyDisk(disk)
  expect(unflushed).toEqual([])
  return rest
}

test('L1 K1 what was not flushed may go with the power, newest first, and nothing before the last durable commit', () => {
  const disk = memoryDisk()
  const store = open(disk)
  store.commit(space, { ...noChanges, entries: [entry('a')], registers: [{ key: 'k', order: '', id: entry('a').id, value: utf8('1') }] })
  const states = [contents(disk)]
  store.commit(space, lazy({ entries: [entry('b')], meta: [['m', utf8('x')]], foldVersion: 2 }))
  states.push(contents(disk))
  store.commit(space, lazy({ resetJudgements: true, clearRegisters: true, own: [{ stream: 's', incarnation: 'i' }] }))
  states.push(contents(disk))
  store.commit(space, lazy({ dropped: [entry('a').id], judged: [{ ...entry('b'), verdict: 'rejected', reason: 'why' }] }))
  store.commit(space, lazy({ registers: [{ key: 'k', order: '', id: entry('b').id, value: utf8('2') }] }))
  expect(losePower(disk, 2)).toBe(2)
  expect(contents(disk)).toEqual(states[2])
  // The two that stayed are on the disk for good now.
  expect(losePower(disk)).toBe(0)
  expect(contents(disk)).toEqual(states[2])
})

test('L1 K1 a durable commit or row makes all before it durable', () => {
  const disk = memoryDisk()
  const store = open(disk)
  store.commit(space, lazy({ entries: [entry('a')] }))
  store.setMeta([['counter', utf8('1')]])
  store.commit(space, lazy({ entries: [entry('b')] }))
  store.commit(space, { ...noChanges, entries: [entry('c')] })
  const kept = contents(disk)
  store.commit(space, lazy({ entries: [entry('d')] }))
  expect(losePower(disk)).toBe(1)
  expect(contents(disk)).toEqual(kept)
})
