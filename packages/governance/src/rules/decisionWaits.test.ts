import { type DecisionId, slotOf, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, cat, decisionOf, idOf, zero32 } from '../fixtures/dao.ts'
import { decisionWaits, type DecisionWaitsParameters, explainWaits, mostWaits, type WaitingDecision } from './decisionWaits.ts'

const named = (letter: string): DecisionId => `0x${letter.repeat(64)}` as DecisionId
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(named) as [DecisionId, DecisionId, DecisionId, DecisionId]
const one = (slot: bigint, after: string = zero32, more: Partial<WaitingDecision> = {}): WaitingDecision => ({
  slot,
  afterDecision: after as WaitingDecision['afterDecision'],
  executor: zeroAddress,
  expiresAt: 1000,
  ...more,
})
const waitsOf = (id: DecisionId, all: Readonly<Record<string, WaitingDecision>>, more: Partial<DecisionWaitsParameters> = {}) =>
  decisionWaits({ id, decision: all[id]!, find: (other) => all[other], isEnacted: () => false, isSpent: () => false, now: 500, ...more })

test('T19/R6: a chain is waited for from its far end, as far as nothing of it was enacted', () => {
  const all = { [a]: one(1n), [b]: one(2n, a), [c]: one(3n, b), [d]: one(4n, c) }
  const after = (decision: DecisionId) => ({ kind: 'after', decision, known: 'open' })
  expect(waitsOf(d, all)).toEqual([after(a), after(b), after(c)])
  expect(waitsOf(d, all, { isSpent: (slot) => slot === 2n })).toEqual([after(c)])
  expect(waitsOf(d, all, { isSpent: (slot) => slot === 3n })).toEqual([])
  expect(waitsOf(a, all)).toEqual([])
  // Enacted before this node knew its proposal.
  expect(waitsOf(d, { [d]: one(4n, c) }, { isEnacted: (id) => id === c })).toEqual([])
})

test('T19/R6: of a chain without end the nearest are named, so that a thousand decisions in a row cost no more than a thousand others', () => {
  const idAt = (i: number): DecisionId => `0x${(i + 1).toString(16).padStart(64, '0')}` as DecisionId
  const all = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [idAt(i), one(BigInt(i), i === 0 ? zero32 : idAt(i - 1))]))
  let looked = 0
  const find = (id: DecisionId): WaitingDecision | undefined => {
    looked += 1
    return all[id]
  }
  const waits = Array.from({ length: 1_000 }, (_, i) => waitsOf(idAt(i), all, { find }))
  expect(waits.at(-1)).toEqual(
    Array.from({ length: mostWaits }, (_, i) => ({ kind: 'after', decision: idAt(998 - mostWaits + 1 + i), known: 'open' })),
  )
  expect(looked).toBeLessThanOrEqual(1_000 * mostWaits)
})

test('T19/R6: what is not here, and what has expired, is named', () => {
  const all = { [b]: one(2n, a), [c]: one(3n, b, { expiresAt: 499 }), [d]: one(4n, c) }
  expect(waitsOf(d, all)).toEqual([
    { kind: 'after', decision: a, known: 'unknown' },
    { kind: 'after', decision: b, known: 'open' },
    { kind: 'after', decision: c, known: 'expired' },
  ])
  expect(waitsOf(d, { ...all, [c]: one(3n, b, { expiresAt: 500 }) }).at(-1)).toMatchObject({ known: 'open' })
})

test('T19/R6: a decision that waits for its own slot, or for a circle, never can: all of the circle are named', () => {
  const own = { [a]: one(1n), [b]: one(2n, a), [c]: one(1n, b) }
  expect(waitsOf(c, own)).toEqual([
    { kind: 'cycle', decisions: [c, b, a] },
    { kind: 'after', decision: b, known: 'open' },
  ])
  const circle = { [a]: one(1n, c), [b]: one(2n, a), [c]: one(3n, b), [d]: one(4n, c) }
  expect(waitsOf(d, circle)[0]).toEqual({ kind: 'cycle', decisions: [c, b, a, c] })
  expect(waitsOf(a, { [a]: one(1n, a) })).toEqual([{ kind: 'cycle', decisions: [a, a] }])
})

test('T19/R6: who is the executor waits for nobody, everybody else for the executor', () => {
  const all = { [a]: one(1n, zero32, { executor: cat.address }) }
  expect(waitsOf(a, all)).toEqual([{ kind: 'executor', executor: cat.address }])
  expect(waitsOf(a, all, { sender: ben.address })).toEqual([{ kind: 'executor', executor: cat.address }])
  expect(waitsOf(a, all, { sender: cat.address })).toEqual([])
})

test('T19/T7: each wait has words', () => {
  const all = { [b]: one(2n, a), [c]: one(2n, b, { executor: cat.address }), [d]: one(5n, c) }
  expect(explainWaits(waitsOf(c, all)).map(({ key }) => key)).toEqual(['obstacle.cycle', 'obstacle.executor'])
  expect(explainWaits(waitsOf(b, all)).map(({ key }) => key)).toEqual(['obstacle.afterUnknown'])
  expect(explainWaits([{ kind: 'after', decision: a, known: 'expired' }])).toEqual([
    { key: 'obstacle.afterExpired', params: { decision: a } },
  ])
  expect(explainWaits([{ kind: 'cycle', decisions: [a, b] }])[0]?.params).toEqual({ count: 2, decisions: `${a} ${b}` })
})

test('T19: ids are hashes, so a real decision is not in a circle of ids', () => {
  const first = decisionOf(ann, 0n)
  const second = decisionOf(ben, 0n, 'Second', 'After it.', { afterDecision: idOf(first) })
  const found = new Map([first, second].map((decision) => [idOf(decision), decision]))
  const waits = (isSpent: (slot: bigint) => boolean) =>
    decisionWaits({ id: idOf(second), decision: second, find: (id) => found.get(id), isEnacted: () => false, isSpent, now: 500 })
  expect(waits(() => false)).toEqual([{ kind: 'after', decision: idOf(first), known: 'open' }])
  expect(waits((slot) => slot === slotOf(ann.address, 0n))).toEqual([])
})
