import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ballot, decision, roster, rules, sceneOf } from '../../fixtures/records.ts'
import { countBallots, tallyKept } from './countBallots.ts'
import { explainRecord } from './explainRecord.ts'
import type { RecordBallot } from './record.ts'
import { type RecordAct, recordState } from './recordState.ts'

const members = roster(3n, 3n, 3n, 1n)
const { for: yes, against: no } = supports
const passing = [ballot(0, yes), ballot(1, no), ballot(3, yes)]

const explain = (now: number, acts: readonly RecordAct[], signed: readonly RecordBallot[], more: Partial<typeof rules> = {}) => {
  const [all, scene] = [{ ...rules, ...more }, sceneOf(now, members)]
  const known = tallyKept(countBallots(new Map(), signed, all, scene), all, scene)
  return explainRecord({ state: recordState({ decision, rules: all, acts, scene }), decision, rules: all, known, now }).map(
    ({ key, params }) => [key, params['seconds']],
  )
}
const record: RecordAct = { kind: 'record', scene: sceneOf(101, members), ballots: passing }

test('T7/T13: before a record it says from when, until when and whether one is possible', () => {
  expect(explain(90, [], passing)).toEqual([['record.afterClose', 11]])
  expect(explain(100, [], passing)).toEqual([['record.afterClose', 1]])
  expect(explain(101, [], passing)).toEqual([['record.possible', 799]])
  expect(explain(900, [], passing)).toEqual([['record.possible', 0]])
  expect(explain(101, [], passing.slice(1))).toEqual([['record.notPassing', undefined]])
  expect(explain(901, [], passing)).toEqual([['record.tooLate', undefined]])
  expect(explain(101, [], passing, { challengeWindow: 0 })).toEqual([['record.noWindow', undefined]])
})

test('T7/T14: in the window it says how it stands, how long anybody may change it, and what the ballots known here would do', () => {
  expect(explain(111, [record], passing)).toEqual([
    ['record.window.passes', 40],
    ['record.window.anybody', 90],
  ])
  expect(explain(111, [record], [...passing, ballot(2, no)]).at(-1)).toEqual(['record.window.wouldFail', undefined])
  const challenge: RecordAct = { kind: 'challenge', scene: sceneOf(140, members), ballots: [ballot(2, no)] }
  expect(explain(150, [record, challenge], passing)).toEqual([
    ['record.window.fails', 40],
    ['record.window.anybody', 51],
    ['record.window.wouldPass', undefined],
  ])
})

test('T7/T14: after the window it says what follows', () => {
  const key = (now: number, acts: readonly RecordAct[], more: Partial<typeof rules> = {}) => explain(now, acts, passing, more)[0]
  const execute: RecordAct = { kind: 'execute', scene: sceneOf(151, members) }
  expect(key(151, [record])).toEqual(['record.executable', 849])
  expect(key(151, [record], { gracePeriod: 80 })).toEqual(['record.waiting', 30])
  expect(key(151, [record, execute])).toEqual(['record.executed', undefined])
  expect(key(1001, [record])).toEqual(['record.expired', undefined])
  expect(key(151, [{ kind: 'supersede' }])).toEqual(['record.superseded', undefined])
  const challenge: RecordAct = { kind: 'challenge', scene: sceneOf(140, members), ballots: [ballot(2, no)] }
  expect(key(400, [record, challenge])).toEqual(['record.rejected', undefined])
})
