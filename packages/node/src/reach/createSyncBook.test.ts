import type { SpaceOutcome, SyncEvent } from '@daomesh/network'
import { type DeviceId, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createSyncBook } from './createSyncBook.ts'

const space = toHex(hashOf('test/space')) as SpaceId
const peerOf = (name: string): DeviceId => toHex(hashOf('test/peer', utf8(name))) as DeviceId

const met = (name: string, ours: SpaceOutcome['ours'], equal = false): SyncEvent => ({
  type: 'synced',
  outcome: { peer: peerOf(name), spaces: [{ space, ours, theirs: 'admit', equal, stored: 0, known: 0, withheld: 0 }] },
})

test('M318 N4 whoever comes again and again as somebody else leaves nothing behind in a space, and pushes out no member', () => {
  const book = createSyncBook({ now: () => 0 })
  book.note(met('ana', 'admit', true))
  for (let n = 0; n < 1_000; n++) book.note(met(`stranger ${n}`, n % 2 === 0 ? 'refuse' : 'MEMBERSHIP_UNKNOWN'))
  expect(book.of(space).size).toBe(1 + 64)
  expect(book.of(space).get(peerOf('ana'))).toMatchObject({ equal: true, ours: 'admit' })
  expect(book.of(space).has(peerOf('stranger 999'))).toBe(true)
  // Who is let in after that is remembered with the members.
  book.note(met('stranger 999', 'admit'))
  for (let n = 0; n < 100; n++) book.note(met(`another ${n}`, 'refuse'))
  expect(book.of(space).has(peerOf('stranger 999'))).toBe(true)
})
