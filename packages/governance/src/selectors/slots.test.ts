import { type DecisionId, type LogId, slotOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, decisionOf, hash32, idOf } from '../fixtures/dao.ts'
import { bothYes, fold, hosting, submitted } from '../fixtures/voting.ts'
import { isPageSound, nextSlot } from './slots.ts'

const [log, other] = ['log', 'other'].map((name) => hash32(name) as LogId) as [LogId, LogId]
const page = 5n
const kept = { page, log, facts: 1 }
const slotIn = (n: bigint) => slotOf(ann.address, page * 128n + n)

test('S5: slots count up in their page, above every counter of it that is known; other pages and members do not count', () => {
  expect(nextSlot(fold(), ann.address, page)).toBe(slotIn(0n))
  const taken = [page * 128n + 6n, page * 128n + 2n, page * 128n - 1n, (page + 1n) * 128n].map((counter) =>
    decisionOf(ann, counter, 'T', 'c'),
  )
  const registers = fold(...bothYes, ...taken.map((decision) => submitted(decision, 'T', 'c')))
  expect(nextSlot(registers, ann.address, page)).toBe(slotIn(7n))
  expect(nextSlot(registers, ben.address, page)).toBe(slotOf(ben.address, page * 128n))
})

test('S5: a page holds 128 slots, the last of all counters too', () => {
  const last = decisionOf(ann, page * 128n + 127n, 'T', 'c')
  expect(nextSlot(fold(submitted(last, 'T', 'c')), ann.address, page)).toBeNull()
  const highest = (1n << 89n) - 1n
  expect(nextSlot(fold(), ann.address, highest)).toBe(slotOf(ann.address, (1n << 96n) - 128n))
  expect(nextSlot(fold(submitted(decisionOf(ann, (1n << 96n) - 1n, 'T', 'c'), 'T', 'c')), ann.address, highest)).toBeNull()
})

test('S5/D4: a device that may be an earlier state of itself leaves its page', () => {
  const registers = fold(submitted(hosting))
  const now = { log, chainRead: true, enactedSince: [idOf(hosting)] }
  expect(isPageSound(registers, kept, now)).toBe(true)
  // Its log could not be continued.
  expect(isPageSound(registers, kept, { ...now, log: other })).toBe(false)
  // Nobody asked the chain yet.
  expect(isPageSound(registers, kept, { ...now, chainRead: false })).toBe(false)
  // The chain enacted what this device does not know: its own, for all it can say.
  expect(isPageSound(registers, kept, { ...now, enactedSince: [idOf(hosting), `0x${hash32('lost')}` as DecisionId] })).toBe(false)
})
