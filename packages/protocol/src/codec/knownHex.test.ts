import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedCopy, sharedRoom, toHex } from '../bytes.ts'
import { knownHex } from './knownHex.ts'

/** Few values that share their first bytes, and so their place, among others of any kind. */
const id = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc.uint8Array({ minLength: 16, maxLength: 32 }),
  fc.nat(3).map((end) => new Uint8Array(32).fill(7).with(31, end)),
)

test('P2/D1: an id reads the same whatever stood in its place before, also when the bytes it was read from change', () => {
  fc.assert(
    fc.property(fc.array(id, { minLength: 1, maxLength: 40 }), fc.nat(3), (ids, before) => {
      for (const bytes of ids) {
        const whole = new Uint8Array(before + bytes.length + 2)
        whole.set(bytes, before)
        expect(knownHex(whole, before, bytes.length)).toBe(toHex(bytes))
        whole.fill(255)
        expect(knownHex(bytes, 0, bytes.length)).toBe(toHex(bytes))
      }
    }),
    { numRuns: 200 },
  )
})

test('D1: shared rooms never overlap and begin empty, and what is long has a buffer of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (sizes) => {
      const rooms = sizes.map((size, i) => {
        const room = sharedRoom(size)
        expect(room.every((byte) => byte === 0)).toBe(true)
        return room.fill(i + 1)
      })
      for (const [i, room] of rooms.entries()) expect([room.length, room.every((byte) => byte === i + 1)]).toEqual([sizes[i], true])
    }),
  )
  const long = new Uint8Array(5_000).fill(3)
  expect([sharedCopy(long).buffer.byteLength, sharedCopy(long)]).toEqual([5_000, long])
})
