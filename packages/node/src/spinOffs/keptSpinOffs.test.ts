import { address, bytes32, type DecisionId, decode, encode, type Genesis, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { type KeptSpinOff, keepSpinOffs, keptSpinOffs } from './keptSpinOffs.ts'

const space = { id: '51'.repeat(32) } as DaoSpace
const hash = (n: number) => bytes32.parse(`0x${n.toString(16).padStart(64, '0')}`)
const genesis: Genesis = {
  chainId: 1n,
  chainGenesis: hash(0),
  name: 'Meadow',
  members: [{ account: address.parse(`0x${'a1'.repeat(20)}`), kind: 0, power: 1n, shares: 1n }],
  rules: {
    mode: 0,
    quorumBps: 1,
    thresholdBps: 5_000,
    votingPeriod: 86_400,
    gracePeriod: 0,
    challengeWindow: 0,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: hash(1),
}
const spinOff = (n: number, agreed: boolean): KeptSpinOff => ({ decision: hash(n) as DecisionId, genesis, proposer: false, agreed })

test('M310 M218 G10: however many spin-offs others propose, the one that the own account said Yes to stays kept', () => {
  const meta = memoryMeta()
  keepSpinOffs(meta, space, [spinOff(1, false)])
  keepSpinOffs(meta, space, [spinOff(1, true)])
  for (let n = 2; n < 60; n++) keepSpinOffs(meta, space, [spinOff(n, false)])
  const kept = keptSpinOffs(meta, space)
  expect(kept).toHaveLength(16)
  expect(kept.filter(({ agreed }) => agreed)).toEqual([spinOff(1, true)])
  expect(kept.map(({ decision }) => Number(decision))).toContain(59)
  // What is gone from the records is still kept, and a Yes stays one.
  keepSpinOffs(meta, space, [])
  expect(keptSpinOffs(meta, space)).toEqual(kept)
})

test('M310: rows that were written before are read, as of nobody who said Yes', () => {
  const meta = memoryMeta()
  keepSpinOffs(meta, space, [spinOff(1, true)])
  const key = `spinOffs:${space.id}`
  const rows = z.array(z.record(z.string(), z.unknown())).parse(decode(meta.get(key) ?? new Uint8Array()))
  meta.set(key, encode(rows.map(({ agreed: _, ...old }) => old) as never))
  expect(keptSpinOffs(meta, space)).toEqual([spinOff(1, false)])
  expect(toRecord(keptSpinOffs(meta, space))).toHaveLength(1)
})
