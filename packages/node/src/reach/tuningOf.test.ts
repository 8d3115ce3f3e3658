import { createHash } from 'node:crypto'
import type { Address, DeviceId, EntryId, KeyId, ViewId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { SpaceKey } from '../keyring/heldKeys.ts'
import { tuningOf } from './tuningOf.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const [ann, ben, cat] = ['ann', 'ben', 'cat'].map((name) => hash(name) as DeviceId) as [DeviceId, DeviceId, DeviceId]

const keyOf = (index: number, ...sealedTo: DeviceId[]): SpaceKey => ({
  id: hash(`key ${index}`) as KeyId,
  key: Uint8Array.of(index),
  index,
  sealedTo: new Set(sealedTo),
  seals: [
    {
      entry: hash(`seal ${index}`) as EntryId,
      view: hash(`view ${index}`) as ViewId,
      seal: {
        keyId: hash(`key ${index}`) as KeyId,
        by: '0x' as Address,
        depth: 1,
        boxes: sealedTo.map((device) => ({ device, box: Uint8Array.of(1) })),
        previous: null,
      },
    },
  ],
})
const devices = [ann, ben]
/** `has` names a device and the index of a seal that it is known to hold. */
const tuned = (keys: readonly SpaceKey[], index: number, ...has: readonly (readonly [DeviceId, number])[]) => {
  const { speak, hear } = tuningOf({
    keys,
    index,
    devices,
    holds: (device, entry) => has.some(([one, of]) => one === device && hash(`seal ${of}`) === entry),
  })
  return [speak?.[0] ?? null, hear.map(([first]) => first)]
}

test('G9 without a key nothing is heard or said', () => {
  expect(tuned([], 0)).toEqual([null, []])
})

test('G9 an older topic stays until every device of the roster is known to have the newer key', () => {
  const keys = [keyOf(1, ann, ben), keyOf(0, ann, ben, cat)]
  expect(tuned(keys, 1)).toEqual([1, [1, 0]])
  expect(tuned(keys, 1, [ann, 1])).toEqual([1, [1, 0]])
  expect(tuned(keys, 1, [ann, 1], [ben, 1])).toEqual([1, [1]])
})

test('G9 a device that never had an older key keeps no topic open, nor does one that was removed', () => {
  expect(tuned([keyOf(1, ann, ben), keyOf(0, ann, cat)], 1, [ann, 1])).toEqual([1, [1]])
})

test('G9 who missed several keys is heard where it still speaks; four keys at most', () => {
  const keys = [5, 4, 3, 2, 1, 0].map((index) => keyOf(index, ann, ben))
  expect(tuned(keys, 5)).toEqual([5, [5, 4, 3, 2]])
  expect(tuned(keys, 5, [ann, 5], [ben, 4])).toEqual([5, [5, 4]])
  expect(tuned(keys, 5, [ann, 4], [ben, 5])).toEqual([5, [5, 4]])
  expect(tuned(keys, 5, [ann, 5], [ben, 5])).toEqual([5, [5]])
})

test('G9 in a view that has no key yet nothing is said, since whoever was removed has every older one', () => {
  expect(tuned([keyOf(0, ann, ben)], 1)).toEqual([null, [0]])
})
