import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { at, roster, rules } from '../fixtures/records.ts'
import { weighBallots } from './ballotWeights.ts'
import { weightsOf } from './weights.ts'

const cited = roster(2n, 5n, 1n)
const current = roster(4n, 3n, null, 2n)

test('T2: weights are kept for the same rosters, rules and exits, and for no others', () => {
  const exited = new Set([at(0)])
  const scene = { rules, cited, current, exited }
  expect(weightsOf(scene).total).toBe(5n)
  expect(weightsOf({ ...scene, rules: { ...rules, mode: 0 } }).total).toBe(2n)
  expect(weightsOf(scene).total).toBe(5n)
  expect(weightsOf({ ...scene, exited: new Set() }).total).toBe(9n)
  expect(weightsOf(scene).seats.map(({ weight }) => weight)).toEqual([0n, 3n, 0n, 0n])
  expect(weightsOf({ ...scene, cited: current }).seats.map(({ weight }) => weight)).toEqual([0n, 3n, 2n])
  expect(weightsOf(scene).seats.map(({ weight }) => weight)).toEqual([0n, 3n, 0n, 0n])
})

test('T2: seats of both rosters stand by account, in whatever order the rosters come', () => {
  const { seats } = weightsOf({ rules, cited: cited.toReversed(), current: current.toReversed(), exited: new Set() })
  expect(seats.map(({ member, standing }) => [member, standing])).toEqual([
    [at(0), 'seated'],
    [at(1), 'seated'],
    [at(2), 'left'],
    [at(3), 'newcomer'],
  ])
})

test('T1: a way of counting that nobody knows is refused by its name', () => {
  const refused = expect.objectContaining({ code: 'INPUT_INVALID', meta: { field: 'rules.mode', mode: 3 } })
  expect(() => weightsOf({ rules: { ...rules, mode: 3 }, cited, current: roster(1n), exited: new Set() })).toThrow(refused)
})

test('T1: outside quadratic counting nothing is ever overspent', () => {
  const weights = weightsOf({ rules, cited, current, exited: new Set() })
  const seats = weighBallots(rules, weights, { ballots: new Map([[at(0), supports.for]]), votes: new Map([[at(0), 99n]]) })
  expect(seats.map(({ overspent }) => overspent)).toEqual([false, false, false, false])
})
