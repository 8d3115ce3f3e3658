import { address, decisionId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { yesOf } from './standOf.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const id = decisionId.parse(`0x${'1'.repeat(64)}`)
const other = decisionId.parse(`0x${'2'.repeat(64)}`)
const sheet = (n: number, support: number, decision = id) => ({ member: at(n), choices: [{ decision, support, votes: 0n }] })

test('R29 who said Yes goes, but for whom the record counts as Against or as Abstain', () => {
  const sheets = [sheet(1, 1), sheet(2, 1), sheet(3, 1), sheet(4, 1), sheet(5, 0), sheet(6, 1, other)]
  expect([...yesOf(sheets, id, null)]).toEqual([1, 2, 3, 4].map(at))
  const ballots = new Map([
    [at(1), { support: 1 }],
    [at(2), { support: 0 }],
    [at(3), { support: 2 }],
    // Known there and uncast: nothing was counted for it.
    [at(4), { support: null }],
  ])
  expect([...yesOf(sheets, id, { ballots })]).toEqual([1, 4].map(at))
})
