import { address, type BondAction, type Hex } from '@daomesh/protocol'
import { encodeAbiParameters, encodeEventTopics, encodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { marketBondsAbi } from '../abis.ts'
import { decodeCall } from '../calls/decodeCall.ts'
import { bondsAddress } from '../calls/factoryAddress.ts'
import { revertOf, errorSelector } from '../errors/decodeRevert.ts'
import { decodeBond } from './decodeBond.ts'
import { decodeBondFact } from './decodeBondFact.ts'
import { encodeBond } from './encodeBond.ts'

const at = (i: number) => address.parse(`0x${'ab'.repeat(18)}${i.toString(16).padStart(4, '0')}`)

test('A50 what is asked of market bonds is read back as it was; other bytes ask nothing', () => {
  const actions: readonly BondAction[] = [{ kind: 'bond', amount: 7n }, { kind: 'unbond' }, { kind: 'withdraw', recipient: at(1) }]
  for (const action of actions) {
    const call = encodeBond(at(5), action)
    expect([call.to, decodeBond(call)]).toEqual([at(5), action])
    expect(call.value).toBe(action.kind === 'bond' ? 7n : 0n)
  }
  const view = encodeFunctionData({ abi: marketBondsAbi, functionName: 'bondOf', args: [at(1)] })
  for (const data of [view, '0x', '0x12345678'] as const) expect(decodeBond({ data, value: 0n })).toBeNull()
})

test('A50 events of market bonds are facts, in lower case; what this version does not know is none', () => {
  const topics = (eventName: 'Bonded' | 'Unbonded' | 'Withdrawn') =>
    encodeEventTopics({ abi: marketBondsAbi, eventName, args: { account: at(0xabc) } }) as Hex[]
  const words = (values: readonly bigint[]) =>
    encodeAbiParameters(
      values.map(() => ({ type: 'uint256' as const })),
      values,
    )
  expect(decodeBondFact({ topics: topics('Bonded'), data: words([2n, 5n]) })).toEqual({
    kind: 'bonded',
    account: at(0xabc),
    added: 2n,
    amount: 5n,
  })
  const leaving = { kind: 'unbonded', account: at(0xabc), amount: 5n, leavesAt: 1_900_000_000 }
  expect(decodeBondFact({ topics: topics('Unbonded'), data: words([5n, 1_900_000_000n]) })).toEqual(leaving)
  const gone = { kind: 'withdrawn', account: at(0xabc), recipient: at(0xdef), amount: 5n }
  expect(decodeBondFact({ topics: topics('Withdrawn'), data: words([BigInt(at(0xdef)), 5n]) })).toEqual(gone)
  expect(decodeBondFact({ topics: [`0x${'11'.repeat(32)}`], data: '0x' })).toBeNull()
  expect(decodeBondFact({ topics: topics('Bonded'), data: '0x' })).toBeNull()
})

test('A50 calls and refusals of market bonds are named for people, calls at their own address alone', () => {
  const { data } = encodeBond(bondsAddress(), { kind: 'unbond' })
  expect(decodeCall({ target: bondsAddress(), value: 0n, data })).toMatchObject({ contract: 'MarketBonds', function: 'unbond' })
  expect(decodeCall({ target: at(1), value: 0n, data })).toMatchObject({ kind: 'raw' })
  expect(revertOf(errorSelector('Bonds_Nothing')).error).toBe('Bonds_Nothing')
})
