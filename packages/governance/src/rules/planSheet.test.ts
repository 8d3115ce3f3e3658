import { DaomeshError, limits, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, decisionOf, idOf, rules } from '../fixtures/dao.ts'
import { sheetCostOf } from './credits.ts'
import { type Answer, planSheet, type PlanSheetParameters } from './planSheet.ts'

const byCredits = { ...rules, mode: 2, votingPeriod: 100, credits: 25 }
const answer = (counter: number, support: number, votes?: bigint, closesAt = 1000): Answer => {
  const decision = decisionOf(ann, BigInt(counter))
  return { decision: idOf(decision), slot: decision.slot, closesAt, support, ...(votes === undefined ? {} : { votes }) }
}
const plan = (answers: readonly Answer[], more: Partial<PlanSheetParameters> = {}) =>
  planSheet({ member: ann.address, revision: 7n, rules, answers, ...more })
const failure = (answers: readonly Answer[], more: Partial<PlanSheetParameters> = {}) => {
  try {
    plan(answers, more)
    return null
  } catch (error) {
    return error instanceof DaomeshError ? { code: error.code, ...error.meta } : null
  }
}

test('T18: one sheet answers many decisions in the order asked, and carries on earlier answers that are not given anew', () => {
  const [a, b, c] = [answer(0, supports.for), answer(1, supports.against), answer(2, supports.abstain)]
  const { sheet, leftOut } = plan([b, a], { standing: [answer(1, supports.for), c] })
  expect(sheet.choices.map(({ decision, support, votes }) => [decision, support, votes])).toEqual([
    [b.decision, supports.against, 0n],
    [a.decision, supports.for, 0n],
    [c.decision, supports.abstain, 0n],
  ])
  expect([sheet.member, sheet.revision, leftOut]).toEqual([ann.address, 7n, []])
})

test('T18: what finds no place stays on its old sheet, and is named', () => {
  const standing = Array.from({ length: limits.sheetChoices }, (_, i) => answer(i + 1, supports.for))
  const { sheet, leftOut } = plan([answer(0, supports.for)], { standing })
  expect(sheet.choices).toHaveLength(limits.sheetChoices)
  expect(leftOut).toEqual([standing.at(-1)?.decision])
  expect(failure([answer(0, supports.for), ...standing])).toMatchObject({ code: 'INPUT_INVALID', field: 'choices' })
})

test('T18: no decision twice, no two of one slot For, no votes where the rules ask for none', () => {
  const rival = { ...answer(0, supports.for), decision: idOf(decisionOf(ann, 0n, 'Another', 'Text.')) }
  const invalid = (field: string) => ({ code: 'INPUT_INVALID', field })
  expect(failure([])).toMatchObject(invalid('choices'))
  expect(failure([answer(0, supports.for), answer(0, supports.for)])).toMatchObject(invalid('choices'))
  expect(failure([answer(0, supports.for), rival])).toMatchObject({ code: 'BALLOT_SLOT' })
  const across = { code: 'BALLOT_SLOT', decision: rival.decision, other: answer(0, supports.for).decision }
  expect(failure([rival], { standing: [answer(0, supports.for)] })).toMatchObject(across)
  // A Yes that was answered otherwise since can still be used, so it counts, unless it is this very decision.
  const changed = { standing: [answer(0, supports.against)], usableYes: [answer(0, supports.for)] }
  expect(failure([rival], changed)).toMatchObject(across)
  expect(failure([answer(0, supports.for)], changed)).toBe(null)
  expect(failure([{ ...rival, support: supports.against }, answer(0, supports.for)])).toBe(null)
  expect(failure([answer(0, 3)])).toMatchObject(invalid('support'))
  expect(failure([answer(0, supports.for, 1n)])).toMatchObject(invalid('votes'))
  expect(failure([answer(0, supports.for, -1n)], { rules: byCredits })).toMatchObject(invalid('votes'))
  expect(failure([answer(0, supports.for, 1n << 64n)], { rules: byCredits })).toMatchObject(invalid('votes'))
  expect(failure([answer(0, supports.for)], { revision: 1n << 32n })).toMatchObject(invalid('revision'))
})

test('T18/T12: a sheet that cannot be paid is refused with how much it is over, in all and in one period', () => {
  const two = [answer(0, supports.for, 4n), answer(1, supports.against, 4n)]
  expect(plan([answer(0, supports.for, 4n), answer(1, supports.abstain, 3n)], { rules: byCredits }).cost).toBe(25n)
  expect(failure(two, { rules: byCredits })).toMatchObject({ code: 'BALLOT_CREDITS', over: '7', cost: '32', left: '25', period: null })
  const reserved = new Map([[10, 20n]])
  expect(failure([answer(0, supports.for, 3n)], { rules: byCredits, reserved })).toMatchObject({
    over: '4',
    cost: '9',
    left: '5',
    period: 10,
  })
  expect(failure([answer(0, supports.for, 3n, 1100)], { rules: byCredits, reserved })).toBe(null)
  // What is carried over is paid on this sheet too.
  expect(failure([two[0]!], { rules: byCredits, standing: [two[1]!] })).toMatchObject({ over: '7' })
})

test('T18/T12: a sheet is planned exactly when it can be paid', () => {
  const votes = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 6n }), fc.constantFrom(1000, 1100)), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(votes, fc.bigInt({ min: 0n, max: 30n }), (drawn, held) => {
      const answers = drawn.map(([spent, closesAt], i) => answer(i, supports.against, spent, closesAt))
      const costIn = (closesAt: number) => sheetCostOf(plainOf(answers.filter((one) => one.closesAt === closesAt)))
      const left = held < 25n ? 25n - held : 0n
      const payable = costIn(1000) + costIn(1100) <= 25n && costIn(1000) <= left
      expect(failure(answers, { rules: byCredits, reserved: new Map([[10, held]]) })?.code ?? null).toBe(payable ? null : 'BALLOT_CREDITS')
    }),
  )
})

const plainOf = (answers: readonly Answer[]) => answers.map(({ decision, support, votes = 0n }) => ({ decision, support, votes }))
