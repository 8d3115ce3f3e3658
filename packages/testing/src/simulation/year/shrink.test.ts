import { expect, test } from 'vitest'
import { replayCommand } from './report.ts'
import type { Failure } from './runYear.ts'
import { everything, type Script, select } from './script.ts'
import { readKept, writeKept } from './selection.ts'
import { shrink } from './shrink.ts'
import { writeScript } from './writeScript.ts'

const script = writeScript({ seed: '1.1', weeks: 26 })
const failureAt = (session: number, invariant = 'planted'): Failure => ({ invariant, message: invariant, session, last: [] })
const idsOf = ({ sessions }: Script): readonly string[] => sessions.flatMap(({ steps }) => steps.map(({ id }) => id))

/** Breaks in session 9 when these two steps were taken while these two are members; something else breaks when session 4 is missing. */
const breaks = (life: Script): Failure | null => {
  const ids = idsOf(life)
  if (!life.sessions.some(({ id }) => id === 4)) return failureAt(9, 'something else')
  const holds = ids.includes('3.1') && ids.includes('9.0') && life.members.includes('cleo') && life.members.includes('jon')
  return holds ? failureAt(9) : null
}

const shrinkWith = (attempt: (life: Script) => Failure | null, budget = 1_000, tick = 1) => {
  let now = 0
  return shrink({
    script,
    failure: failureAt(9),
    attempt: (life) => {
      now += tick
      return Promise.resolve(attempt(life))
    },
    now: () => now,
    budget,
  })
}

test('a failing life shrinks to the members, sessions and steps it needs, and no further', async () => {
  const { selection, complete, runs } = await shrinkWith(breaks)
  const small = select(script, selection)
  expect(idsOf(small)).toEqual(['3.1', '9.0'])
  expect(small.sessions.map(({ id }) => id)).toEqual([3, 4, 9])
  expect(small.members).toEqual(['cleo', 'jon'])
  expect(small.calm).toBe(true)
  expect(complete).toBe(true)
  expect(runs).toBeLessThan(200)
  expect(replayCommand(script, { selection, failure: failureAt(9), runs, complete })).toBe(
    'node packages/testing/src/simulate.ts --seed 1 --years 1 --from 1 --weeks 26 --who cleo,jon --only 3.1,4,9.0 --calm',
  )
})

test('when time is over the smallest life so far is the answer, and it fails', async () => {
  const { selection, complete, runs } = await shrinkWith(breaks, 8)
  expect(complete).toBe(false)
  expect(runs).toBeLessThanOrEqual(9)
  expect(breaks(select(script, selection))?.invariant).toBe('planted')
})

test('what was kept is written and read back the same', () => {
  const kept = readKept('3,4.1,7.0-2')
  expect([...kept]).toEqual(['3', '4', '4.1', '7', '7.0', '7.1', '7.2'])
  expect(writeKept(script, { ...everything(script), kept })).toBe('3,4.1,7.0-2')
  expect(() => readKept('3;4')).toThrow('Invalid string')
  expect(readKept(writeKept(script, everything(script)))).toEqual(everything(script).kept)
})

test('leaving out a step changes nothing of the others', () => {
  const [first] = script.sessions
  const ids = new Set(everything(script).kept)
  ids.delete('0.1')
  const less = select(script, { ...everything(script), kept: ids })
  expect(less.sessions[0]?.steps).toEqual(first?.steps.filter(({ id }) => id !== '0.1'))
  expect(less.sessions.slice(1)).toEqual(script.sessions.slice(1))
})
