import { expect, test } from 'vitest'
import { hash0x } from '../fixtures/entries.ts'
import { limits } from '../limits.ts'
import { fittingSheets } from './fittingSheets.ts'
import { packSheets } from './packSheets.ts'

const decision = hash0x('hosting')
const account = (n: number) => `0x${n.toString(16).padStart(40, '0')}` as const
const choice = (text: string) => ({ decision: hash0x(text), support: 1, votes: 0n })
const signature = `0x${'11'.repeat(65)}` as const
/** A sheet of one member that answers the decision, and so many that nobody proposed. */
const sheetOf = (n: number, junk: number) => ({
  member: account(n),
  revision: 1n,
  choices: [choice('hosting'), ...Array.from({ length: junk }, (_, i) => choice(`${n} ${i}`))],
  signature,
})
const seats = Array.from({ length: 6 }, (_, n) => ({ account: account(n), kind: 1 }))

test('P107 members who answer what nobody proposed keep none of the others from being counted', () => {
  const sheets = [0, 1, 2, 3, 4, 5].map((n) => sheetOf(n, n === 2 || n === 5 ? 0 : 63))
  expect(() => packSheets({ seats, decisions: [decision], sheets })).not.toThrow()
  const more = [...sheets.slice(0, 5), sheetOf(5, 10)]
  expect(() => packSheets({ seats, decisions: [decision], sheets: more })).toThrow('INPUT_INVALID')
  const fitting = fittingSheets([decision], more)
  expect(fitting.map(({ member }) => member)).toEqual([0, 1, 2, 3, 5].map(account))
  const { others } = packSheets({ seats, decisions: [decision], sheets: fitting })
  expect(others.length).toBe(3 * 63 + 10)
  expect(fittingSheets([decision], sheets)).toEqual(sheets)
})

test('P107 exactly as many as an agenda holds fit, and one more does not', () => {
  const full = sheetOf(0, limits.agendaDecisions - 1)
  expect(fittingSheets([decision], [full])).toEqual([full])
  expect(fittingSheets([hash0x('another')], [full])).toEqual([])
})
