import type { SealRow } from '@daomesh/governance'
import { deviceKeyFromSeed } from '@daomesh/log/native'
import {
  type Address,
  DaomeshError,
  type EntryId,
  exchangePublicKey,
  hashOf,
  type KeyId,
  keyIdOf,
  utf8,
  type ViewId,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createSealOpener } from './createSealOpener.ts'
import { makeSeal } from './makeSeal.ts'

const deviceKey = deviceKeyFromSeed(hashOf('test/device'))
const receivers = [{ device: deviceKey.device, exchangeKey: exchangePublicKey(deviceKey.exchangeSecret) }]
const random = { bytes: (length: number) => new Uint8Array(length).fill(7) }
const rowOf = (key: Uint8Array, entry: string, previous: Parameters<typeof makeSeal>[2] = null): SealRow => ({
  entry: entry as EntryId,
  view: 'v' as ViewId,
  seal: { ...makeSeal(key, receivers, previous, random), by: '0x' as Address, depth: 1 },
})

test('M26 K2 a key that a full disk kept out is taken at the next look; what was taken is not looked for again', () => {
  const [old, fresh] = ['old', 'fresh'].map((name) => hashOf('test/key', utf8(name))) as [Uint8Array, Uint8Array]
  const rows = [rowOf(fresh, 'b', { id: keyIdOf(old), key: old })]
  const keys = new Map<KeyId, Uint8Array>()
  let refusals = 2
  const keyring = {
    get: (id: KeyId) => keys.get(id),
    all: () => keys,
    add: (key: Uint8Array) => {
      if (refusals-- > 0) throw new DaomeshError('STORAGE_FAILED')
      keys.set(keyIdOf(key), key)
      return keyIdOf(key)
    },
  }
  const open = createSealOpener(keyring, deviceKey)
  for (let look = 0; look < 2; look++) expect(() => open(rows)).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
  expect(keys.size).toBe(0)
  expect(open(rows)).toBe(true)
  expect([...keys.keys()].sort()).toEqual([keyIdOf(old), keyIdOf(fresh)].sort())
  expect(open(rows)).toBe(false)
})
