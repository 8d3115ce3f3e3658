import { isExposed, keys, registersOf } from '@daomesh/governance'
import { address, type DeviceId, type EntryId, hexHashOf, keyIdOf, type LogId, type ViewId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { knewOf } from './knewOf.ts'

const member = address.parse(`0x${'aa'.repeat(20)}`)
const [log, other] = ['log', 'other'].map((name) => hexHashOf('test/log', name)) as [LogId, LogId]
const idOf = (n: number) => hexHashOf('test/entry', String(n)) as EntryId
const deviceOf = (n: number) => hexHashOf('test/device', String(n)) as DeviceId
const first = idOf(10_000)

/** A member's log of many revocations, and one seal in another log whose writer had so many of them. */
const replicaOf = (revoked: number, known: number) => {
  const places = new Map([
    ...Array.from({ length: revoked }, (_, n) => [idOf(n), { log, seq: n }] as const),
    [first, { log: other, seq: 0 }] as const,
  ])
  let walks = 0
  return {
    walks: () => walks,
    replica: {
      status: (entry: EntryId) => places.get(entry) ?? null,
      idAt: (at: LogId, seq: number) => (at === log ? idOf(seq) : first),
      pastOf: () => {
        walks += 1
        return new Map([
          [log, known - 1],
          [other, 0],
        ])
      },
    },
  }
}
const exposedWith = (revoked: number, known: number) => {
  const registers = registersOf(
    Array.from({ length: revoked }, (_, n) => ({
      key: keys.unlinked(member, deviceOf(n)),
      value: { member, device: deviceOf(n), entry: idOf(n), at: 1 },
    })),
  )
  const seal = { keyId: keyIdOf(new Uint8Array(32)), by: member, depth: 1, boxes: [], previous: null }
  const key = {
    sealedTo: new Set(Array.from({ length: revoked }, (_, n) => deviceOf(n))),
    seals: [{ entry: first, view: hexHashOf('test/view', 'first') as ViewId, seal }],
  }
  const { replica, walks } = replicaOf(revoked, known)
  return { exposed: isExposed(registers, key, new Set(), (entry) => knewOf(replica, entry)), walks: walks() }
}

test('M337 N4 however many devices a member revokes, what a key was made after is worked out once', () => {
  expect(exposedWith(300, 300)).toEqual({ exposed: false, walks: 1 })
  expect(exposedWith(300, 299)).toEqual({ exposed: true, walks: 1 })
  // Where nobody was revoked nothing is walked.
  expect(exposedWith(0, 0)).toEqual({ exposed: false, walks: 0 })
})
