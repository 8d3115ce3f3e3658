import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { PowerWeb } from '../mesh.ts'
import { powerEdges } from './powerEdges.ts'

const accountOf = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [a, b, c] = [accountOf('11'), accountOf('22'), accountOf('33')]
const tie = (dao: typeof a, member: typeof a, share: number, mutual: boolean): PowerWeb['ties'][number] => ({
  dao,
  member,
  power: '1',
  total: '4',
  share,
  mutual,
})
const web = { ties: [tie(a, b, 250_000, true), tie(b, a, 500_000, true), tie(b, c, 100_000, false)] }

/** The third stands highest. */
const heightOf = (account: string): number => (account === c ? 0 : 1)

test('M184: power on the map is one line for what is mutual, and none to whom is not there', () => {
  const all = powerEdges(web, () => true, heightOf)
  expect(all.map(({ source, target, label }) => [source, target, label])).toEqual([
    [a, b, '25 % ⇄ 50 %'],
    [c, b, '10 %'],
  ])
  // The arrow stands where the power is: at both ends of what is mutual, else at the DAO in which the other one votes.
  expect(all.map(({ markerStart, markerEnd }) => [markerStart !== undefined, markerEnd !== undefined])).toEqual([
    [true, true],
    [false, true],
  ])
  const [turned] = powerEdges({ ties: [tie(c, b, 100_000, false)] }, () => true, heightOf)
  expect([turned?.source, turned?.markerStart === undefined, turned?.markerEnd === undefined]).toEqual([c, false, true])
  expect(all[1]?.style?.strokeWidth).toBe(1.4)
  expect(powerEdges(web, (account) => account !== c, heightOf)).toHaveLength(1)
  expect(powerEdges(null, () => true, heightOf)).toEqual([])
})
