import { expect, test } from 'vitest'
import { enoughYears, menu, missingFrom } from './menu.ts'
import type { YearResult } from './runYear.ts'
import { writeScript } from './writeScript.ts'

const once = (kinds: readonly string[], except: string): Readonly<Record<string, number>> =>
  Object.fromEntries(kinds.filter((kind) => kind !== except).map((kind) => [kind, 1]))

const written = writeScript({ seed: '9' })

const live = (years: number, except = '', weeks = 52) =>
  Array.from({ length: years }, (_, i) => {
    const script = { ...written, seed: `9.${i}`, weeks }
    const year = {
      seed: script.seed,
      faults: once(menu.faults, except),
      steps: once(menu.steps, except),
      lies: once(menu.lies, except),
      checks: once(menu.checks, except),
    } as YearResult
    return { script, year }
  })

test('a run of ten whole years in which a kind never occurred is told which, whatever the kind', () => {
  expect(missingFrom(live(enoughYears))).toEqual([])
  for (const what of ['faults', 'steps', 'lies', 'checks'] as const)
    for (const kind of menu[what]) expect(missingFrom(live(enoughYears, kind))).toContain(`${what}: ${kind}`)
})

test('once in one of the years is enough; too few or shortened years say nothing', () => {
  expect(missingFrom([...live(enoughYears - 1, 'crash'), ...live(1)])).toEqual([])
  expect(missingFrom(live(enoughYears - 1, 'crash'))).toEqual([])
  expect(missingFrom(live(enoughYears, 'crash', 14))).toEqual([])
})

test('each kind is on the menu once', () => {
  for (const kinds of Object.values(menu)) expect(new Set(kinds).size).toBe(kinds.length)
})
