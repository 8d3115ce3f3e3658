import type { Decision, DecisionId, OpenEntry } from '@daomesh/protocol'
import { projectIdOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { budgetSlotOf } from '../content/budgetSlot.ts'
import { closingStatement } from '../content/closingStatement.ts'
import { pledgesRootOf } from '../rules/budget/pledgesRoot.ts'
import { autumnId, closingOf, digestOfPledge, opened, pledgeOf, well } from '../fixtures/budgets.ts'
import { ann, ben, decisionOf, entryOf, idOf, proposalBody, zero32 } from '../fixtures/dao.ts'
import { fold, founded, later, transaction } from '../fixtures/voting.ts'
import { budgetState } from './budgetsOf.ts'
import { listProposals, proposalState } from './proposalState.ts'
import type { Registers } from './registers.ts'

/** Registers as a replica gives them, that count how many rows were handed out. */
const counted = (registers: Registers): { readonly registers: Registers; readonly rows: () => number } => {
  let rows = 0
  return {
    rows: () => rows,
    registers: {
      version: 1,
      get: (key) => {
        rows += 1
        return registers.get(key)
      },
      entries: (prefix) => {
        const found = registers.entries(prefix)
        rows += found.length
        return found
      },
    },
  }
}

const sheet = pledgeOf(ann, 1n, [[well, 1n]])
const submittedAs = (decision: Decision, title: string): OpenEntry => entryOf(ann, 'proposal.submit', proposalBody(decision, title, 'c'))
/** What one member writes under one slot of its own, and as closings of one budget. */
const written = {
  'proposals under one slot': (n: number) =>
    Array.from({ length: n }, (_, i) => submittedAs(decisionOf(ann, 0n, `t${i}`, 'c', { afterDecision: zero32 }), `t${i}`)),
  'closings of one budget': (n: number) => [
    opened(),
    ...Array.from({ length: n }, (_, i) => closingOf([sheet], [well], { change: (part) => ({ ...part, title: `t${i}` }) }).entry),
  ],
}

test.each(Object.entries(written))('S23 N4: with many %s a look at all of them costs each as much as with few', (_, write) => {
  const perProposal = (n: number): number => {
    const { registers, rows } = counted(fold(...write(n)))
    expect(listProposals(registers, founded, { now: 1 })).toHaveLength(n)
    budgetState(registers, founded, autumnId, { now: 1 })
    return rows() / n
  }
  expect(perProposal(200)).toBeLessThan(perProposal(20) * 1.5)
})

/** A closing of two parts, each told apart by its title. */
const closingOfTwo = (...titles: readonly [string, string]): { readonly entry: OpenEntry; readonly ids: readonly DecisionId[] } => {
  const [pledges, projects] = [[digestOfPledge(sheet)], [projectIdOf(well)]]
  const root = pledgesRootOf(pledges, projects)
  const parts = titles.map((title, part) => {
    const content = `Pays.\n\n${closingStatement({ budget: autumnId, part, parts: 2, root })}\n`
    return { title, content, decision: decisionOf(ben, 0n, title, content, { slot: budgetSlotOf(autumnId, part) }) }
  })
  const entry = entryOf(ben, 'budget.close', { v: 1, budget: autumnId, pledges, projects, parts }, { depth: 5 })
  return { entry, ids: parts.map(({ decision }) => idOf(decision)) }
}

test('J27 G10: who writes a closing of another member again takes neither its authorship nor, by withdrawing it, the closing', () => {
  const own = closingOf([sheet], [well], { by: ben })
  const withdrawn = (by: typeof ann) => entryOf(by, 'proposal.withdraw', { v: 1, decision: own.id }, { depth: 9 })
  // Of two records of one register the greater id would stand: among these some are greater.
  const copies = Array.from({ length: 6 }, (_, i) => entryOf(ann, 'budget.close', own.entry.body, { depth: 6, id: `copy ${i}` }))
  const statusOf = (...entries: readonly OpenEntry[]) => {
    const registers = fold(opened(), own.entry, ...entries)
    const row = proposalState(registers, founded, own.id, { now: 1 })
    return [row?.status, row?.by, budgetState(registers, founded, autumnId, { now: 1 })?.closings.map(({ by }) => by)]
  }
  for (const copy of copies) expect(statusOf(copy, withdrawn(ann))).toEqual(['open', ben.address, [ben.address]])
  expect(statusOf(withdrawn(ben))[0]).toBe('withdrawn')
  // Whoever made it too, can go on with it.
  expect(statusOf(copies[0]!, withdrawn(ben))[0]).toBe('open')
  expect(statusOf(copies[0]!, withdrawn(ben), withdrawn(ann))[0]).toBe('withdrawn')
})

test('S28 B7: a budget is paid once all of a closing was, though its parts were repeated in closings of other parts', () => {
  const own = closingOfTwo('Own 0', 'Own 1')
  const repeats = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name) => [closingOfTwo('Own 0', name), closingOfTwo(name, 'Own 1')])
  const enacted = own.ids.map((decision) => ({ kind: 'enacted' as const, decision, transaction }))
  const row = (facts: typeof enacted) =>
    budgetState(fold(opened(), own.entry, ...repeats.map(({ entry }) => entry)), later(founded, ...facts), autumnId, { now: 1 })
  expect(row(enacted.slice(0, 1))?.status).toBe('closing')
  expect(row(enacted)?.status).toBe('paid')
  expect(row(enacted)?.closings.some(({ decisions }) => decisions.join() === own.ids.join())).toBe(true)
})

test('S1 B4: once a part of a closing was paid no part of another one is voted on, and the parts beside it are, whoever repeats one of them in a closing of its own', () => {
  const [own, other] = [closingOfTwo('Own 0', 'Own 1'), closingOfTwo('Other 0', 'Other 1')]
  // Of the closings that hold a part one stands in the registers; which one, hashes say. One of these comes after the own one.
  const repeats = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => closingOfTwo('Own 0', name))
  const [first, second] = own.ids as [DecisionId, DecisionId]
  const paid = later(founded, { kind: 'enacted', decision: first, transaction })
  const registers = fold(opened(), own.entry, other.entry, ...repeats.map(({ entry }) => entry))
  for (const version of [undefined, 1]) {
    const statusOf = (id: DecisionId) => proposalState({ ...registers, version }, paid, id, { now: 1 })
    expect(statusOf(first)?.status).toBe('enacted')
    expect(statusOf(second)).toMatchObject({ status: 'open', reason: null })
    expect(statusOf(other.ids[1]!)).toMatchObject({
      status: 'superseded',
      reason: { key: 'proposal.budgetPaid', params: { decision: first } },
    })
    expect(statusOf(other.ids[0]!)).toMatchObject({
      status: 'superseded',
      reason: { key: 'proposal.slotSpent', params: { decision: first } },
    })
  }
})
