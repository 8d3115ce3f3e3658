import { expect, test } from 'vitest'
import { knowsNoRecord, recordMatters } from './recordMatters.ts'

const closing = [{ key: 'record.afterClose', params: { seconds: 60 } }]
type Asked = Parameters<typeof recordMatters>[0]
const asked = (record: Partial<Asked['record']> = {}, passes = false): Asked => ({
  record: { status: 'absent', start: null, recordable: false, words: closing, sent: { record: { state: 'none' } }, ...record },
  tally: { passes },
})

test('a fresh proposal shows no recorded path, and one that would pass without being certain does', () => {
  expect(recordMatters(asked())).toBe(false)
  expect(recordMatters(asked({}, true))).toBe(true)
  // What ballots decided at once has nothing to record.
  expect(recordMatters(asked({ words: [] }, true))).toBe(false)
})

test('it is shown from the moment it can be recorded, and for as long as a record stands', () => {
  expect(recordMatters(asked({ recordable: true }))).toBe(true)
  expect(recordMatters(asked({ sent: { record: { state: 'queued' } } }))).toBe(true)
  for (const status of ['challengeable', 'waiting', 'executable', 'rejected', 'executed', 'expired'] as const)
    expect([status, recordMatters(asked({ status, start: 1, words: [] }))]).toEqual([status, true])
})

test('of what another decision took the place of, or what expired without a record, nothing is left to record', () => {
  for (const status of ['superseded', 'expired', 'executed'] as const)
    expect([status, recordMatters(asked({ status, words: [{ key: `record.${status}`, params: {} }] }, true))]).toEqual([status, false])
})

test('rules without a challenge window know no such path', () => {
  expect(knowsNoRecord({ words: [{ key: 'record.noWindow', params: {} }] })).toBe(true)
  expect(knowsNoRecord({ words: closing })).toBe(false)
})
