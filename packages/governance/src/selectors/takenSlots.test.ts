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
