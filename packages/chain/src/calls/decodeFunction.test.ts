import {
  type Abi,
  type AbiParameter,
  decodeEventLog,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionData,
  erc1155Abi,
  erc20Abi,
  erc721Abi,
  type Hex,
  keccak256,
  toEventSelector,
} from 'viem'
import { describe, expect, it } from 'vitest'
import * as ours from '../abis.ts'
import { decodeEvent } from '../facts/decodeEvent.ts'
import { decodeFunction } from './decodeFunction.ts'

/** Of what `abis.ts` gives, the bytecodes are none. */
const abis = Object.entries({ ...ours, erc20Abi, erc721Abi, erc1155Abi }).flatMap(([name, abi]): readonly (readonly [string, Abi])[] =>
  typeof abi === 'string' ? [] : [[name, abi]],
)

/** Some value of a type, another one for each number. */
const sampleOf = (parameter: AbiParameter, n: number): unknown => {
  const [, inner, length] = /^(.*)\[(\d*)\]$/.exec(parameter.type) ?? []
  if (inner !== undefined) return Array.from({ length: Number(length || 2) }, (_, i) => sampleOf({ ...parameter, type: inner }, n + i))
  if (parameter.type === 'tuple' && 'components' in parameter)
    return Object.fromEntries(parameter.components.map((part, i) => [part.name, sampleOf(part, n + i)]))
  if (parameter.type === 'bool') return n % 2 === 1
  if (parameter.type === 'string') return `text ${n}`
  if (parameter.type === 'address') return `0x${n.toString(16).padStart(40, '0')}`
  const [, bytes] = /^bytes(\d+)$/.exec(parameter.type) ?? []
  if (bytes !== undefined) return `0x${n.toString(16).padStart(2 * Number(bytes), '0')}`
  if (parameter.type === 'bytes') return `0x${n.toString(16).padStart(6, '0')}`
  const bits = Number(/\d+$/.exec(parameter.type)?.[0] ?? 256)
  return bits <= 48 ? n : BigInt(n)
}
const samples = (parameters: readonly AbiParameter[]): readonly unknown[] => parameters.map((one, i) => sampleOf(one, 3 + i))
const isStatic = ({ type }: AbiParameter): boolean => /^(?:u?int\d*|address|bool|bytes\d+)$/.test(type)

describe('what bytes ask of a contract', () => {
  it.each(abis)('of %s each function and event is read as viem reads it', (_, abi) => {
    for (const item of abi) {
      if (item.type === 'function') {
        const data = encodeFunctionData({ abi: [item], functionName: item.name, args: samples(item.inputs) })
        expect([item.name, decodeFunction(abi, data)]).toEqual([item.name, decodeFunctionData({ abi, data })])
      }
      if (item.type === 'event') {
        const topicOf = (parameter: AbiParameter, i: number): Hex =>
          isStatic(parameter) ? encodeAbiParameters([parameter], [sampleOf(parameter, 3 + i)]) : keccak256('0x01')
        const topics = [toEventSelector(item), ...item.inputs.filter(({ indexed }) => indexed).map(topicOf)] as const
        const plain = item.inputs.filter(({ indexed }) => indexed !== true)
        const data = encodeAbiParameters(plain, samples(plain))
        expect([item.name, decodeEvent(abi, { topics, data })]).toEqual([item.name, decodeEventLog({ abi, topics: [...topics], data })])
      }
    }
  })

  it('what it does not know, or does not fit, is refused as by viem', () => {
    const good = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [`0x${'11'.repeat(20)}`, 5n] })
    const bad: readonly Hex[] = [
      '0x',
      '0x01',
      '0xdeadbeef',
      good.slice(0, -2) as Hex,
      good.slice(0, 10) as Hex,
      good.toUpperCase().replace('X', 'x') as Hex,
    ]
    for (const data of bad) {
      expect(() => decodeFunctionData({ abi: erc20Abi, data })).toThrow('')
      expect(() => decodeFunction(erc20Abi, data)).toThrow('')
    }
    for (const topics of [[], ['0xdeadbeef' as Hex], [toEventSelector('Transfer(address,address,uint256)')]]) {
      expect(() => decodeEventLog({ abi: erc20Abi, topics: [...topics] as [Hex, ...Hex[]], data: '0x' })).toThrow('')
      expect(() => decodeEvent(erc20Abi, { topics, data: '0x' })).toThrow('')
    }
  })
})
