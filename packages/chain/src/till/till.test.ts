import { address, bytes32, type Hex, type Quote, quoteIdOf } from '@daomesh/protocol'
import { encodeAbiParameters, encodeEventTopics, encodeFunctionData, getAbiItem, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { tillAbi } from '../abis.ts'
import { decodeCall } from '../calls/decodeCall.ts'
import { tillAddress } from '../calls/factoryAddress.ts'
import { errorSelector, revertOf } from '../errors/decodeRevert.ts'
import { decodeBuy } from './decodeBuy.ts'
import { decodeSaleFact } from './decodeSaleFact.ts'
import { encodeBuy } from './encodeBuy.ts'

const at = (i: number) => address.parse(`0x${'ab'.repeat(18)}${i.toString(16).padStart(4, '0')}`)
const work = bytes32.parse(`0x${'cd'.repeat(32)}`)
const quote: Quote = { seller: at(1), token: at(0xe20), price: 7n, copies: 3, until: 1_900_000_000, work }
const ether = address.parse(`0x${'00'.repeat(20)}`)

test('A66 what is asked of the till is read back as it was, with its ETH; other bytes ask nothing', () => {
  for (const token of [ether, quote.token]) {
    const action = { kind: 'buy', quote: { ...quote, token }, reader: at(2) } as const
    const call = encodeBuy(tillAddress(), action)
    expect([call.to, call.value, decodeBuy(call)]).toEqual([tillAddress(), token === ether ? 7n : 0n, action])
  }
  const view = encodeFunctionData({ abi: tillAbi, functionName: 'soldOf', args: [work] })
  for (const data of [view, '0x', '0x12345678'] as const) expect(decodeBuy({ data })).toBeNull()
})

test('A66 the id of a quote is the hash of what the contract encodes', () => {
  const { inputs } = getAbiItem({ abi: tillAbi, name: 'quoteId' })
  expect(quoteIdOf(quote)).toBe(keccak256(encodeAbiParameters(inputs, [quote])))
})

test('A66 a purchase is a fact, in lower case; what this version does not know is none', () => {
  const topics = encodeEventTopics({ abi: tillAbi, eventName: 'Bought', args: { quote: work, seller: at(1), reader: at(0xabc) } }) as Hex[]
  const types = ['address', 'address', 'uint128', 'bytes32', 'uint32'].map((type) => ({ type }))
  const data = encodeAbiParameters(types, [at(3), ether, 7n, work, 2])
  expect(decodeSaleFact({ topics, data })).toEqual({
    kind: 'bought',
    quote: work,
    seller: at(1),
    reader: at(0xabc),
    payer: at(3),
    token: ether,
    price: 7n,
    work,
    copy: 2,
  })
  expect(decodeSaleFact({ topics: [`0x${'11'.repeat(32)}`], data: '0x' })).toBeNull()
  expect(decodeSaleFact({ topics, data: '0x' })).toBeNull()
})

test('A66 calls and refusals of the till are named for people, calls at its own address alone', () => {
  const { data } = encodeBuy(tillAddress(), { kind: 'buy', quote, reader: at(2) })
  expect(decodeCall({ target: tillAddress(), value: 0n, data })).toMatchObject({ contract: 'Till', function: 'buy' })
  expect(decodeCall({ target: at(1), value: 0n, data })).toMatchObject({ kind: 'raw' })
  expect(revertOf(errorSelector('Till_Free')).error).toBe('Till_Free')
})
