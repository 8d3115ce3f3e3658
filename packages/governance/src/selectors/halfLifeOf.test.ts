import type { Decision, Member } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halfLifeStatement, readHalfLifeStatement } from '../content/halfLifeStatement.ts'
import { ann, ben, cat, decisionOf, entryOf, idOf, proposalBody, seat } from '../fixtures/dao.ts'
import { fold, founded, later, transaction } from '../fixtures/voting.ts'
import { agreedHalfLife, halfLifeState } from './halfLifeOf.ts'

const rule = { start: 1000, period: 100, halfLife: 1 }
const agreement = (counter: bigint, statement: string): { decision: Decision; entry: ReturnType<typeof entryOf> } => {
  const [title, content] = ['Half-life', `Because.\n\n${statement}\n`]
  const decision = decisionOf(ann, counter, title, content, { calls: [] })
  return { decision, entry: entryOf(ann, 'proposal.submit', proposalBody(decision, title, content), { depth: 2 + Number(counter) }) }
}
const first = agreement(0n, halfLifeStatement(rule))
const second = agreement(1n, halfLifeStatement({ start: 2000, period: 50, halfLife: 2 }))
const none = agreement(2n, halfLifeStatement(null))
const silent = agreement(3n, 'Half-life of power: 0 periods of 9 seconds from 1')
const registers = fold(first.entry, second.entry, none.entry, silent.entry)
const enacted = (...which: readonly (typeof first)[]) =>
  later(founded, ...which.map(({ decision }) => ({ kind: 'enacted' as const, decision: idOf(decision), transaction })))

test('H3: a statement is read back, and nothing else is one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.integer({ min: 1, max: 520 }),
      (start, period, halfLife) => {
        expect(readHalfLifeStatement(`Why.\n\n${halfLifeStatement({ start, period, halfLife })}\n`)).toEqual({ start, period, halfLife })
      },
    ),
  )
  expect(readHalfLifeStatement(halfLifeStatement(null))).toBeNull()
  const wrong = [
    '',
    'half-life of power: none',
    'Half-life of power: 521 periods of 1 seconds from 1',
    'xHalf-life of power: none',
    'Half-life of power: none\nbut',
  ]
  for (const text of wrong) expect(readHalfLifeStatement(text)).toBeUndefined()
})

test('H3: the agreement that the chain enacted last is in force, whatever was only proposed', () => {
  expect(agreedHalfLife(registers, founded)).toBeNull()
  expect(agreedHalfLife(registers, enacted(first))).toEqual({ rule, decision: idOf(first.decision) })
  expect(agreedHalfLife(registers, enacted(first, second, silent))?.rule.period).toBe(50)
  expect(agreedHalfLife(registers, enacted(second, first))?.rule).toEqual(rule)
  expect(agreedHalfLife(registers, enacted(first, none))).toBeNull()
})

test('H3 H2: what is due follows from the roster’s history and the chain’s time, and no clock', () => {
  const granted: readonly Member[] = [seat(ann.address, 8n), seat(ben.address, 1n), seat(cat.address, 6n)]
  const state = later(enacted(first), { kind: 'rosterChanged', epoch: 1, members: granted })
  const times = (epoch: number): number => (epoch === 0 ? 500 : 1050)
  const at = (now: number) => halfLifeState(registers, state, { now, epochTimes: times })
  expect(at(1099)).toMatchObject({ period: 0, next: 1100, due: [] })
  expect(at(1300)?.due.map(({ account, from, to }) => [account, from, to])).toEqual(
    [
      [ann.address, 8n, 1n],
      [cat.address, 6n, 1n],
    ].toSorted(),
  )
  expect(halfLifeState(registers, state, { now: 1300, epochTimes: () => undefined })).toBeNull()
  const applied = later(state, { kind: 'rosterChanged', epoch: 2, members: granted.map((member) => ({ ...member, power: 1n })) })
  expect(halfLifeState(registers, applied, { now: 1300, epochTimes: (epoch) => (epoch === 2 ? 1290 : times(epoch)) })?.due).toEqual([])
})
