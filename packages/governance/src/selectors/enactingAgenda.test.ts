import { type Address, type Decision, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, cat, decisionOf, entryOf, idOf, proposalBody } from '../fixtures/dao.ts'
import { fold, founded, later, transaction } from '../fixtures/voting.ts'
import { enactingAgenda } from './enactingAgenda.ts'

const made = (counter: number, more: Partial<Decision> = {}) => decisionOf(ann, BigInt(counter), 'Pay the hosting', 'One year.', more)
const a = made(0)
const b = made(1, { afterDecision: idOf(a) })
const c = made(2, { afterDecision: idOf(b) })
const free = made(3)
const ours = made(4, { executor: ben.address })
const roster = made(5, { calls: [] })
const registers = fold(...[a, b, c, free, ours, roster].map((one) => entryOf(ann, 'proposal.submit', proposalBody(one))))
const agenda = (decisions: readonly Decision[], sender: Address = cat.address, state = founded) =>
  enactingAgenda(registers, state, { ids: decisions.map(idOf), sender, isChanging: ({ calls }) => calls.length === 0, now: 1 })
const enacted = (decision: Decision) => later(founded, { kind: 'enacted', decision: idOf(decision), transaction })

test('T24: what comes before stands before, otherwise the order asked is kept, and what changes roster or rules stands last', () => {
  expect(agenda([c, free, b, a])).toEqual({ order: [free, a, b, c].map(idOf), missing: [] })
  expect(agenda([roster, a, b, free]).order).toEqual([a, b, free, roster].map(idOf))
  expect(agenda([a, a]).order).toEqual([idOf(a)])
})

test('T24: what is neither on the chain nor beside it is named, the farthest first', () => {
  expect(agenda([c, free]).missing).toEqual([
    {
      decision: idOf(c),
      waits: [
        { kind: 'after', decision: idOf(a), known: 'open' },
        { kind: 'after', decision: idOf(b), known: 'open' },
      ],
    },
  ])
  expect(agenda([c, b]).missing.map(({ decision }) => decision)).toEqual([idOf(b)])
  expect(agenda([c, b], cat.address, enacted(a)).missing).toEqual([])
  expect(agenda([c, free], cat.address, enacted(b)).missing).toEqual([])
})

test('T24: only the executor sends what is reserved to it', () => {
  expect(agenda([ours]).missing).toEqual([{ decision: idOf(ours), waits: [{ kind: 'executor', executor: ben.address }] }])
  expect(agenda([ours], ben.address).missing).toEqual([])
  expect(ours.executor).not.toBe(zeroAddress)
})

test('T24: another decision of the slot that is waited for serves as well, as on the chain', () => {
  const rival = made(0, { closesAt: 999 })
  const more = fold(...[a, b, rival].map((one) => entryOf(ann, 'proposal.submit', proposalBody(one))))
  const asked = { sender: cat.address, isChanging: () => false, now: 1 }
  expect(enactingAgenda(more, founded, { ids: [b, rival].map(idOf), ...asked })).toEqual({ order: [rival, b].map(idOf), missing: [] })
})

test('T24: decisions that wait for each other in a circle are named, and hold up nothing else’s order', () => {
  // Two slots whose decisions wait for each other’s slot: possible through a second decision of a slot.
  const first = made(6)
  const second = made(7, { afterDecision: idOf(first) })
  const round = made(6, { afterDecision: idOf(second) })
  const more = fold(...[first, second, round, free].map((one) => entryOf(ann, 'proposal.submit', proposalBody(one))))
  const { order, missing } = enactingAgenda(more, founded, {
    ids: [second, round, free].map(idOf),
    sender: cat.address,
    isChanging: () => false,
    now: 1,
  })
  expect(order[0]).toBe(idOf(free))
  expect(missing.map(({ decision }) => decision)).toEqual([idOf(second), idOf(round)])
  expect(missing.find(({ decision }) => decision === idOf(round))?.waits[0]?.kind).toBe('cycle')
})
