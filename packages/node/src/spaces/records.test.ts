import { bytes32, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { type LobbyRecord, loadSpaceRecords, saveSpaceRecord } from './records.ts'

const lobby: LobbyRecord = {
  type: 'lobby',
  space: spaceId.parse('5e'.repeat(32)),
  chain: { chainId: 31_337n, genesisHash: bytes32.parse(`0x${'11'.repeat(32)}`) },
  name: 'Meadow',
  secret: new Uint8Array(32).fill(7),
  expires: 0,
  founder: true,
  displayName: 'Ada',
}

test('M31 a space that was opened before is written down no second time, and what changed in it is', () => {
  const rows = memoryMeta()
  const written: string[] = []
  const set = (key: string, value: Uint8Array): void => {
    written.push(key)
    rows.set(key, value)
  }
  const meta = { ...rows, set }
  saveSpaceRecord(meta, lobby)
  const [stored] = loadSpaceRecords(meta)
  if (stored === undefined) throw new Error('nothing was kept')
  saveSpaceRecord(meta, stored)
  expect(written).toHaveLength(1)
  saveSpaceRecord(meta, { ...stored, displayName: 'Ada L.' })
  expect(written).toHaveLength(2)
  expect(loadSpaceRecords(meta)).toEqual([{ ...lobby, displayName: 'Ada L.' }])
})
