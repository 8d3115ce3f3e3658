import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, decisionOf, entryOf, idOf, proposalBody } from '../fixtures/dao.ts'
import { cast, fold, founded, later, stateAt, transaction } from '../fixtures/voting.ts'
import { askedRank, isAskedFor, isAsking, isDecided } from './askedOnce.ts'

const [title, content] = ['Pay the hosting', 'One year.']
/** A proposal of ann with ballots, as it stands. */
const rowOf = (
  more: Parameters<typeof decisionOf>[4] = {},
  { taken = false, yes = [] as (typeof ann)[], no = [] as (typeof ann)[], state = founded, now = 500 } = {},
) => {
  const decision = decisionOf(ann, 0n, title, content, more)
  const registers = fold(
    entryOf(ann, 'proposal.submit', proposalBody(decision, title, content), { at: 5 }),
    ...yes.map((one) => cast(one, 1n, supports.for, decision)),
    ...no.map((one) => cast(one, 1n, supports.against, decision)),
    ...(taken ? [entryOf(ann, 'proposal.withdraw', { v: 1, decision: idOf(decision) }, { depth: 9 })] : []),
  )
  const row = stateAt(registers, state, now, decision)
  if (row === undefined) throw new RangeError('it is here')
  return row
}
const contract = ben.address

test('S29 G10 members are asked by what their ballots can carry out: not by what comes after something, is reserved to another or cites what is to come', () => {
  expect(isAsking(rowOf())).toBe(true)
  const wrong = [{ executor: contract }, { afterDecision: `0x${'11'.repeat(32)}` as const }, { rulesEpoch: 7 }, { rosterEpoch: 7 }]
  expect(wrong.map((more) => isAsking(rowOf(more)))).toEqual(wrong.map(() => false))
  // What a pair or the like must carry out is reserved to it, and to nothing else.
  expect(isAsking(rowOf({ executor: contract }), contract)).toBe(true)
  expect(isAsking(rowOf({ executor: ann.address }), contract)).toBe(false)
  expect(isAsking(rowOf({ executor: contract, afterDecision: `0x${'11'.repeat(32)}` }), contract)).toBe(false)
})

test('S29 S1 what its author took back asks nobody, unless enough had answered: then it is decided, reserved to a contract or not', () => {
  const both = [ann, ben]
  expect([isAsking(rowOf({}, { taken: true })), isAsking(rowOf({}, { taken: true, yes: both }))]).toEqual([false, true])
  const reserved = rowOf({ executor: contract }, { taken: true, yes: both })
  expect(reserved).toMatchObject({ status: 'withdrawn', enactable: false })
  expect([isDecided(reserved), isAsking(reserved, contract), isAsking(reserved)]).toEqual([true, true, false])
  const over = rowOf({}, { yes: both, now: 10 ** 9 })
  expect(over.status).toBe('expired')
  expect([isDecided(over), isAsking(over)]).toEqual([false, false])
})

test('S29 of proposals that do the same the enacted stands first, then what is decided, what is voted on, and what asks nobody', () => {
  const both = [ann, ben]
  const enacted = later(founded, { kind: 'enacted', decision: rowOf().id, transaction } as never)
  expect([
    askedRank(rowOf({}, { state: enacted })),
    askedRank(rowOf({}, { yes: both })),
    askedRank(rowOf()),
    askedRank(rowOf({}, { now: 1_500 })),
    askedRank(rowOf({}, { taken: true })),
    askedRank(rowOf({}, { now: 10 ** 9 })),
  ]).toEqual([0, 1, 2, 3, 4, 4])
})

test('S30 G10 what closed before anybody but its author answered asks nobody else, so that each other member asks once itself', () => {
  const of = (row: ReturnType<typeof rowOf>) => [ann, ben].map(({ address }) => isAskedFor([row], address))
  expect(of(rowOf({}, { yes: [ann] }))).toEqual([true, true])
  const closed = rowOf({}, { yes: [ann], now: 1_500 })
  expect(closed.status).toBe('closed')
  expect(of(closed)).toEqual([true, false])
  expect(of(rowOf({}, { yes: [ann], no: [ben], now: 1_500 }))).toEqual([true, true])
  expect(isAskedFor([], ann.address)).toBe(false)
})
