import { type BudgetId, budgetIdOf, projectIdOf, type PledgeSheet, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { budgetPayerOf, budgetSlotOf } from '../content/budgetSlot.ts'
import { readClosingStatement } from '../content/closingStatement.ts'
import {
  autumn,
  autumnId,
  closingOf,
  named,
  named200,
  opened,
  path,
  pledged,
  pledgeOf,
  projectOf,
  roof,
  well,
} from '../fixtures/budgets.ts'
import { ann, ballotBody, ben, cat, entryOf, genesisView, hash32, sheetOf } from '../fixtures/dao.ts'
import { mergeAll } from '../fixtures/registers.ts'
import { cast, fold, founded, later, reduce, transaction } from '../fixtures/voting.ts'
import { budgetPayments } from '../rules/budget/budgetPayments.ts'
import { pledgesRootOf } from '../rules/budget/pledgesRoot.ts'
import { budgetState } from './budgetsOf.ts'
import { checkClosing } from './checkClosing.ts'
import { proposalState } from './proposalState.ts'

const setting = [opened(), named(well), named(roof), named(path, ben)]
const annFirst = pledgeOf(ann, 1n, [
  [well, 36n],
  [roof, 64n],
])
const benOnly = pledgeOf(ben, 1n, [[well, 64n]])

const closing = closingOf([annFirst, benOnly], [well, roof, path], {
  payments: [
    [well.payee, 754n],
    [roof.payee, 246n],
  ],
})
const whole = [...setting, pledged(ann, annFirst), pledged(ben, benOnly)]

test('B4: a closing is a proposal in the slots of its budget, bound to the root of its lists; else it is refused', () => {
  expect(reduce(closing.entry, genesisView).outcome).toBe('accepted')
  const row = proposalState(fold(...whole, closing.entry), founded, closing.id, { now: 500 })
  expect([row?.by, row?.status, row?.decision.slot]).toEqual([ann.address, 'open', budgetSlotOf(autumnId, 0)])
  const body = closing.entry.body as { pledges: string[]; parts: object[] }
  const refused = [
    entryOf(ann, 'budget.close', { ...body, pledges: body.pledges.slice(1) }),
    entryOf(ann, 'budget.close', { ...body, parts: [...body.parts, ...body.parts] }),
    closingOf([annFirst], [well], { change: (part) => ({ ...part, content: `${part.content}\nand more\n` }) }).entry,
    closingOf([annFirst], [well], { change: (part) => ({ ...part, decision: { ...part.decision, slot: part.decision.slot + 1n } }) }).entry,
    closingOf([annFirst], [well], {
      budget: `0x${hash32('other')}` as BudgetId,
      change: (part) => ({ ...part, decision: { ...part.decision, slot: budgetSlotOf(autumnId, 0) } }),
    }).entry,
  ]
  for (const entry of refused) expect(reduce(entry, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_DECISION' })
  // Nobody holds a key of the slots' owner, so no ordinary proposal stands in them.
  const squat = entryOf(ann, 'proposal.submit', {
    v: 1,
    draft: null,
    title: 'Budget: Autumn',
    content: 'Pays.',
    decision: { ...closing.decision },
  })
  expect(reduce(squat, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_DECISION' })
  expect(budgetPayerOf(autumnId)).not.toBe(ann.address)
})

test('B4: who left since is not named as left out, since no closing counts that pledge', () => {
  const left = later(founded, { kind: 'ragequit', member: ben.address, shares: 100n, full: true })
  const without = closingOf([annFirst], [well, roof, path])
  const registers = fold(...whole, without.entry)
  expect(checkClosing(registers, founded, without.id)?.missing).toEqual([{ member: ben.address, older: false }])
  expect(checkClosing(registers, left, without.id)?.missing).toEqual([])
})

test('S28 B6: a budget without a stated end takes pledges again once the vote on a closing is over, or as many are against it as all others could say', () => {
  const state = (now: number, ...more: Parameters<typeof fold>) =>
    budgetState(fold(...whole, closing.entry, ...more), founded, autumnId, { now })?.status
  const { closesAt, expiresAt } = closing.decision
  expect([500, closesAt, closesAt + 1, expiresAt + 1].map((now) => state(now))).toEqual(['closing', 'closing', 'open', 'open'])
  // Whatever end its author gave it.
  const endless = closingOf([annFirst, benOnly], [well, roof, path], {
    change: (part) => ({ ...part, decision: { ...part.decision, closesAt: 9_000_000, expiresAt: 9_000_001 } }),
  })
  const status = (...against: (typeof ann)[]) =>
    budgetState(
      fold(...whole, endless.entry, ...against.map((one) => cast(one, 1n, supports.against, endless.decision))),
      founded,
      autumnId,
      { now: 1_000_000 },
    )?.status
  expect([status(), status(ann), status(ann, cat)]).toEqual(['closing', 'closing', 'open'])
})

test('B4 C15: everybody who holds the same sheets computes the same payments, and they are the budget', () => {
  const check = checkClosing(fold(...whole, closing.entry), founded, closing.id)
  expect(check).toMatchObject({ budget: autumnId, part: 0, parts: 1, counted: 2, absent: 0, missing: [], title: autumn.title })
  expect(check?.payments?.map(({ payee, amount }) => [payee, amount]).toSorted()).toEqual(
    [
      [well.payee, 754n],
      [roof.payee, 246n],
    ].toSorted(),
  )
  // A revision that arrives later changes the estimate, not what the closing must pay.
  const late = pledgeOf(ben, 2n, [[path, 64n]])
  const after = checkClosing(fold(...whole, closing.entry, pledged(ben, late)), founded, closing.id)
  expect([after?.payments, after?.missing]).toEqual([check?.payments, [{ member: ben.address, older: true }]])
  const without = checkClosing(fold(...setting, pledged(ann, annFirst), closing.entry), founded, closing.id)
  expect([without?.absent, without?.payments]).toEqual([1, null])
  expect(checkClosing(fold(...whole, closing.entry), founded, `0x${hash32('x')}` as typeof closing.id)).toBeNull()
})

test('B4: who proposes a closing without somebody’s pledge is seen to; pledges that do not count are not missed', () => {
  const partial = closingOf([annFirst], [well, roof, path])
  const over = pledgeOf(cat, 1n, [[well, 101n]])
  const check = checkClosing(fold(...whole, pledged(cat, over), partial.entry), founded, partial.id)
  expect(check?.missing).toEqual([{ member: ben.address, older: false }])
  expect(check?.payments?.map(({ payee, amount }) => [payee, amount]).toSorted()).toEqual(
    [
      [well.payee, 360n],
      [roof.payee, 640n],
    ].toSorted(),
  )
  // Two sheets of one member in a list count once.
  const newer = pledgeOf(ann, 2n, [[path, 1n]])
  const twice = closingOf([annFirst, newer], [well, roof, path])
  const both = checkClosing(fold(...whole, pledged(ann, newer), twice.entry), founded, twice.id)
  expect(both?.payments?.map(({ payee }) => payee)).toEqual([path.payee])
})

test('S32 G10 B4: a closing that leaves out what others pledge to says whom it leaves out, whether it names their pledges or not', () => {
  const ofCat = pledgeOf(cat, 1n, [[path, 100n]])
  const registers = (...more: Parameters<typeof fold>) => fold(...whole, pledged(cat, ofCat), ...more)
  const check = (...pledges: (typeof ofCat)[]) => {
    const greedy = closingOf(pledges, [path])
    return checkClosing(registers(greedy.entry), founded, greedy.id)
  }
  // Either way all of it goes to the one project, since a pledge to what is not in the set counts nothing.
  for (const greedy of [check(ofCat), check(ofCat, annFirst, benOnly)]) {
    expect(greedy?.payments).toMatchObject([{ payee: path.payee, amount: 1000n }])
    expect([greedy?.counted, greedy?.absent]).toEqual([1, 0])
    expect(greedy?.missing.toSorted((a, b) => (a.member < b.member ? -1 : 1))).toEqual(
      [ann, ben].map(({ address: member }) => ({ member, older: false })).toSorted((a, b) => (a.member < b.member ? -1 : 1)),
    )
  }
  const right = closingOf([annFirst, benOnly, ofCat], [well, roof, path])
  expect(checkClosing(registers(right.entry), founded, right.id)).toMatchObject({ counted: 3, missing: [] })
})

test('B4 C15: closings of one budget share their slots, so that one of them is paid and the others are superseded', () => {
  const other = closingOf([annFirst], [well, roof, path], { by: ben })
  expect(other.decision.slot).toBe(closing.decision.slot)
  const registers = fold(...whole, closing.entry, other.entry)
  const paid = later(founded, { kind: 'enacted', decision: closing.id, transaction })
  expect([closing.id, other.id].map((id) => proposalState(registers, paid, id, { now: 500 })?.status)).toEqual(['enacted', 'superseded'])
  expect(budgetState(registers, paid, autumnId, { now: 500 })?.status).toBe('paid')
  expect(budgetState(registers, founded, autumnId, { now: 500 })?.status).toBe('closing')
  // Withdrawn by who proposed it, it takes pledges again.
  const withdrawn = [
    entryOf(ann, 'proposal.withdraw', { v: 1, decision: closing.id }),
    entryOf(ben, 'proposal.withdraw', { v: 1, decision: other.id }),
  ]
  expect(budgetState(fold(...whole, closing.entry, other.entry, ...withdrawn), founded, autumnId, { now: 500 })?.status).toBe('open')
})

test('B7: payments beyond 128 are a second decision, in order, and nothing is paid twice', () => {
  const parts = named200(200).map((project, i) => ({
    project: projectIdOf(project),
    amount: i % 4 === 0 ? 0n : BigInt(i),
    pledgers: 1,
    pledged: 1n,
  }))
  const payees = new Map(named200(200).map((project) => [projectIdOf(project) as string, project.payee]))
  const cut = budgetPayments(parts, payees)
  expect(cut.map((part) => part.length)).toEqual([128, 22])
  expect(cut.flat().reduce((sum, { amount }) => sum + amount, 0n)).toBe(parts.reduce((sum, { amount }) => sum + amount, 0n))
  expect(new Set(cut.flat().map(({ project }) => project)).size).toBe(150)
  expect(budgetPayments([], new Map())).toEqual([[]])
})

test('B7: parts of two closings are never paid together', () => {
  const both = (sheets: readonly PledgeSheet[], by = ann) => closingOf(sheets, [well], { by })
  const [one, two] = [both([annFirst]), both([benOnly], ben)]
  const registers = fold(...whole, one.entry, two.entry, cast(ann, 1n, supports.for, two.decision))
  const state = later(founded, { kind: 'enacted', decision: one.id, transaction })
  const row = proposalState(registers, state, two.id, { now: 500 })
  expect([row?.status, row?.enactable]).toEqual(['superseded', false])
})

test('B4: the root says what was counted: no sheet, project or place can be exchanged', () => {
  const ids = fc.uniqueArray(
    fc.nat(1000).map((n) => `0x${n.toString(16).padStart(64, '0')}` as const),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(ids, ids, fc.nat(), (pledges, projects, pick) => {
      const root = pledgesRootOf(pledges, projects as never)
      expect(pledgesRootOf(pledges.toReversed(), projects.toReversed() as never)).toBe(root)
      const dropped = pledges.filter((_, i) => i !== pick % pledges.length)
      expect(pledgesRootOf([...dropped, `0x${'f'.repeat(64)}`], projects as never)).not.toBe(root)
      expect(pledgesRootOf(dropped, [...projects, pledges[pick % pledges.length]] as never)).not.toBe(root)
    }),
    { numRuns: 50 },
  )
  expect(readClosingStatement('Budget 0x00, part 1 of 1')).toBeNull()
})

test('B4: the estimate is what a closing pays when nothing changes', () => {
  const lines = fc.uniqueArray(fc.tuple(fc.constantFrom(well, roof, path), fc.bigInt({ min: 1n, max: 33n })), {
    selector: ([project]) => project.name,
    maxLength: 3,
  })
  fc.assert(
    fc.property(fc.tuple(lines, lines, lines), fc.bigInt({ min: 1n, max: 10n ** 20n }), (each, amount) => {
      const budget = { ...autumn, amount }
      const id = budgetIdOf(budget)
      const projects = [well, roof, path].map((project) => ({ ...project, budget: id }))
      const sheets = [ann, ben, cat].map((one, i) => ({
        one,
        sheet: pledgeOf(
          one,
          1n,
          (each[i] ?? []).map(([project, sum]) => [{ ...project, budget: id }, sum] as const),
          id,
        ),
      }))
      const made = closingOf(
        sheets.map(({ sheet }) => sheet),
        projects,
        { budget: id },
      )
      const registers = fold(
        opened(budget),
        ...projects.map((project) => named(project)),
        ...sheets.map(({ one, sheet }) => pledged(one, sheet)),
        made.entry,
      )
      const row = budgetState(registers, founded, id, { now: 1 })
      const check = checkClosing(registers, founded, made.id)
      const estimate = row?.projects.flatMap((project, i) => (row.parts[i]?.amount ? [[project.id, row.parts[i].amount] as const] : []))
      expect(check?.payments?.map(({ project, amount: sum }) => [project, sum])).toEqual(estimate)
      const sum = estimate?.reduce((all, [, one]) => all + one, 0n)
      expect(sum).toBe(each.some((some) => some.length > 0) ? amount : 0n)
    }),
    { numRuns: 25 },
  )
})

test('J7 B5: budgets, projects, pledges and closings in any order and repeated give the same registers', () => {
  const all = [
    ...setting,
    opened(autumn, ben),
    named(well, cat, 7),
    pledged(ann, annFirst),
    pledged(ann, annFirst, ben, 6),
    pledged(ben, benOnly),
    pledged(ben, pledgeOf(ben, 1n, [[roof, 9n]])),
    pledged(ben, pledgeOf(ben, 2n, [])),
    closing.entry,
    closingOf([annFirst], [well], { by: ben }).entry,
    entryOf(ben, 'ballot.cast', ballotBody(ben, sheetOf(ben, 1n, [closing.decision, supports.for]))),
  ]
  const verdicts = new Map(all.map((entry) => [entry.id, reduce(entry, genesisView)]))
  const merged = (order: typeof all) => [...mergeAll((entry) => verdicts.get(entry.id) ?? { outcome: 'opaque' }, order)].sort()
  const expected = merged(all)
  expect(expected.length).toBeGreaterThan(15)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 8 }),
      (order, again) => {
        expect(merged([...again, ...order])).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})

test('B6 D6: a closing that somebody writes before the end that a budget states keeps nobody from pledging, and counts from then on', () => {
  const stated = { ...autumn, closesAt: 600 }
  const id = budgetIdOf(stated)
  const project = projectOf('Well', well.payee, id)
  const early = closingOf([pledgeOf(ann, 1n, [[project, 1n]], id)], [project], { budget: id })
  const registers = fold(opened(stated), named(project), early.entry)
  const statusAt = (now: number, state = founded) => budgetState(registers, state, id, { now })?.status
  expect([statusAt(500), statusAt(599), statusAt(600)]).toEqual(['open', 'open', 'closing'])
  // What the members decided all the same is paid, whenever it was.
  expect(statusAt(500, later(founded, { kind: 'enacted', decision: early.id, transaction }))).toBe('paid')
})
