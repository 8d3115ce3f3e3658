import { genesisProblems } from '@daomesh/governance'
import type { Address, Genesis } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { presetNames, presetOf, rulePresets } from './rulePresets.ts'

const zero = `0x${'0'.repeat(64)}` as const

test.each(presetNames)('the preset %s can be founded and is recognised', (name) => {
  const genesis: Genesis = {
    chainId: 1n,
    chainGenesis: zero,
    name: 'n',
    members: [{ account: `0x${'1'.repeat(40)}` as Address, kind: 0, power: 1n, shares: 1n }],
    rules: rulePresets[name],
    salt: zero,
  }
  expect(genesisProblems(genesis)).toEqual([])
  expect(presetOf({ ...rulePresets[name] })).toBe(name)
  expect(presetOf({ ...rulePresets[name], quorumBps: 1 })).toBeNull()
})
