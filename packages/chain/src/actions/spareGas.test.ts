import { address, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { encodeRagequit } from './ragequit.ts'
import { spareGasOf } from './spareGas.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)

test('A16 C16 an exit has spare gas for the distribution, more for each token; nothing else has, and no bytes confuse it', () => {
  const of = (tokens: readonly (typeof dao)[]) => spareGasOf(encodeRagequit({ dao, shares: 1n, tokens }).data)
  expect(of([zeroAddress, dao]) - of([zeroAddress])).toBe(45_000n)
  expect(of([])).toBeGreaterThanOrEqual(400_000n)
  expect(spareGasOf('0x')).toBe(0n)
  expect(spareGasOf(encodeRagequit({ dao, shares: 1n, tokens: [] }).data.slice(0, 40) as `0x${string}`)).toBe(0n)
})
