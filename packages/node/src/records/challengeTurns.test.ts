import { type Address, address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { challengeTurns } from './challengeTurns.ts'

const at = (byte: string): Address => address.parse(`0x${byte.repeat(20)}`)
const [mill, ford, ada, ben, cleo, dan] = ['d1', 'd2', 'a1', 'a2', 'a3', 'a4'].map(at) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
/** Ada and Ben are in by the mill, Cleo by the ford; Dan has a seat. */
const through = new Map([
  [ben, mill],
  [ada, mill],
  [cleo, ford],
])
const [start, windowEnd] = [1_000, 1_400]
const rowAt = (now: number, missing: readonly Address[], turns: boolean, seats: readonly Address[] = [mill, ford]) => ({
  record: {
    record: { start, windowEnd },
    missing,
    turns,
    now,
    known: { seats: seats.map((member) => ({ member, current: 1n })) },
  },
})

test('M193 M356 the ballot of a DAO that a record lacks is brought by its people, one after the other', () => {
  const row = rowAt(start, [mill], false)
  expect([ada, ben, cleo, dan].map((one) => challengeTurns(row, one, through))).toEqual([0, 1, null, null])
  expect(challengeTurns(rowAt(start, [], false), ada, through)).toBeNull()
  expect(challengeTurns(rowAt(start, [dan], false), dan, through)).toBe(0)
})

test('M193 M356 in a DAO of DAOs alone, too, somebody brings what turns the outcome, from the middle of the window on, one after the other', () => {
  const due = (now: number) => [ada, ben, cleo].map((one) => challengeTurns(rowAt(now, [dan], true), one, through) === 0)
  expect(due(start + 199)).toEqual([false, false, false])
  expect(due(start + 200)).toEqual([true, false, false])
  expect(due(start + 240)).toEqual([true, true, false])
  expect(due(start + 270)).toEqual([true, true, true])
  // Whoever stands for no vote leaves it to those who do.
  expect(challengeTurns(rowAt(windowEnd - 1, [dan], true, [mill]), cleo, through)).toBeNull()
  expect(challengeTurns(rowAt(windowEnd - 1, [dan], false), ada, through)).toBeNull()
})
