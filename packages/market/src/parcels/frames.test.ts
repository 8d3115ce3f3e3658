import { exchangePublicKey, hexHashOf, type SpaceId, utf8 } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceOf } from '../store/acceptParcelStore.ts'
import { decodeParcelFrame, encodeParcelFrame, type ParcelFrame } from './frames.ts'
import { inFrames } from './inFrames.ts'
import { parcelLimits } from './parcelLimits.ts'
import { openLetter, openParcel, parcelBoxOf, parcelIdOf, sealLetter, sealParcel } from './sealParcel.ts'

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const ids = fc.array(hex, { maxLength: 4 })
const sealed = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 })
const frame: fc.Arbitrary<ParcelFrame> = fc.oneof(
  fc.record({ type: fc.constant('hello' as const), market: fc.uint8Array({ minLength: 32, maxLength: 32 }), boxes: ids }),
  fc.record({ type: fc.constant('held' as const), isOurs: fc.boolean(), boxes: fc.array(ids, { maxLength: 3 }), letters: ids }),
  fc.record({ type: fc.constant('askParcels' as const), ids: fc.array(hex, { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constant('parcels' as const), sealed }),
  fc.record({
    type: fc.constant('keep' as const),
    place: fc.record({ kind: fc.constantFrom('box' as const, 'device' as const), name: hex }),
    ids,
  }),
  fc.record({ type: fc.constant('wanted' as const), ids }),
  fc.record({ type: fc.constant('bring' as const), sealed }),
  fc.record({ type: fc.constant('taken' as const), parcels: fc.integer({ min: 0, max: parcelLimits.parcelsPerFrame }) }),
)

test('I19 a frame reads as what was written, and whatever else the bytes are is SYNC_FRAME', () => {
  fc.assert(
    fc.property(frame, (one) => {
      expect(decodeParcelFrame(encodeParcelFrame(one))).toEqual(one)
    }),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        frame.map((one) => encodeParcelFrame(one).slice(0, -1)),
      ),
      (bytes) => {
        expect(() => decodeParcelFrame(bytes)).toThrow(expect.objectContaining({ code: 'SYNC_FRAME' }))
      },
    ),
  )
})

test('I19 groups of parcels keep their order and stay below the longest frame', () => {
  const many = [300_000, 200_000, 272_000, 10, 10, ...Array.from({ length: 100 }, () => 20)].map((length, i) =>
    new Uint8Array(length).fill(i),
  )
  const groups = inFrames(many)
  expect(groups.flat()).toEqual(many)
  for (const group of groups) {
    expect(group.length).toBeLessThanOrEqual(parcelLimits.parcelsPerFrame)
    expect(group.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_000_000)
  }
})

test('I19 the same record gives the same parcel at one carrier and another one at every other; a changed bit, another deal or rubbish opens to nothing', () => {
  const [one, other] = ['one', 'another'].map((name) => hexHashOf('test/space', name) as SpaceId) as [SpaceId, SpaceId]
  const [c, d] = [parcelBoxOf(one, deviceOf('c')), parcelBoxOf(one, deviceOf('d'))]
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.constantFrom('entry' as const, 'frontier' as const),
      fc.nat(),
      (bytes, kind, at) => {
        const parcel = sealParcel(c.key, { kind, bytes })
        expect(openParcel(c.key, parcel)).toEqual({ kind, bytes })
        expect(parcelIdOf(sealParcel(c.key, { kind, bytes }))).toBe(parcelIdOf(parcel))
        expect(parcelIdOf(sealParcel(d.key, { kind, bytes }))).not.toBe(parcelIdOf(parcel))
        expect((parcel.length - 40) % 512).toBe(0)
        const bent = parcel.slice()
        bent[at % bent.length] = (bent[at % bent.length] ?? 0) ^ 1
        expect([openParcel(c.key, bent), openParcel(d.key, parcel), openParcel(c.key, bytes)]).toEqual([null, null, null])
      },
    ),
    { numRuns: 50 },
  )
  expect(new Set([c.name, d.name, parcelBoxOf(other, deviceOf('c')).name]).size).toBe(3)
})

test('I19 a letter opens for its receiver alone', () => {
  const [secret, foreign, key] = ['secret', 'foreign', 'key'].map((name) => Buffer.from(hexHashOf('test', name), 'hex')) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  const letter = sealLetter(utf8('Dear Ada'), exchangePublicKey(secret), key, foreign)
  expect(openLetter(letter, secret)).toEqual(utf8('Dear Ada'))
  expect([openLetter(letter, foreign), openLetter(letter.slice(1), secret), openLetter(new Uint8Array(3), secret)]).toEqual([
    null,
    null,
    null,
  ])
})
