import { budgetIdOf, limits, projectIdOf, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import {
  autumn,
  autumnId,
  digestOfPledge,
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
import { ann, ben, cat, dan, entryOf, genesisView } from '../fixtures/dao.ts'
import { fold, founded, reduce } from '../fixtures/voting.ts'
import { budgetState, nextPledgeRevision } from '../selectors/budgetsOf.ts'

const setting = [opened(), named(well), named(roof), named(path, ben)]
const annFirst = pledgeOf(ann, 1n, [
  [well, 36n],
  [roof, 64n],
])
const benOnly = pledgeOf(ben, 1n, [[well, 64n]])
const stateOf = (entries: Parameters<typeof fold>, now = 500) => budgetState(fold(...entries), founded, autumnId, { now })
const amounts = (row: ReturnType<typeof stateOf>) =>
  Object.fromEntries(row?.projects.map(({ name }, i) => [name, row.parts[i]?.amount]) ?? [])

test('B5: what members signed is divided by B1, and who revises is counted anew', () => {
  // Well: (6 + 8)² = 196, roof: 8² = 64, of 260.
  expect(amounts(stateOf([...setting, pledged(ann, annFirst), pledged(ben, benOnly)]))).toEqual({ Well: 754n, Roof: 246n, Path: 0n })
  const revised = pledgeOf(ben, 2n, [[path, 64n]])
  const row = stateOf([...setting, pledged(ann, annFirst), pledged(ben, benOnly), pledged(ben, revised)])
  expect(amounts(row)).toEqual({ Well: 220n, Roof: 390n, Path: 390n })
  expect(row?.pledges.map(({ member, revision, ignored }) => [member, revision, ignored])).toEqual([
    [ann.address, 1n, null],
    [ben.address, 2n, null],
  ])
  expect(nextPledgeRevision(fold(...setting, pledged(ben, revised)), autumnId, ben.address)).toBe(3n)
  expect(amounts(stateOf([...setting, pledged(ann, annFirst), pledged(ann, pledgeOf(ann, 2n, []))]))).toEqual({
    Well: 0n,
    Roof: 0n,
    Path: 0n,
  })
})

test('B5 G7: of two sheets under one revision the larger digest stands on every peer, and both are kept as proof', () => {
  const two = pledgeOf(ben, 1n, [[roof, 9n]])
  const winner = digestOfPledge(two) > digestOfPledge(benOnly) ? two : benOnly
  for (const order of [
    [benOnly, two],
    [two, benOnly],
  ]) {
    const row = stateOf([...setting, ...order.map((sheet, i) => pledged(ben, sheet, ben, 3 + i))])
    expect(row?.pledges.map(({ digest, equivocated }) => [digest, equivocated])).toEqual([[digestOfPledge(winner), true]])
  }
})

test('B5 D9: a pledge that its member did not sign, of no member, or naming a project twice is refused; republished it counts', () => {
  const refused = (entry: ReturnType<typeof pledged>) => reduce(entry, genesisView)
  const forged = { ...annFirst, revision: 9n }
  const { body } = pledged(ann, annFirst)
  for (const entry of [
    entryOf(ben, 'budget.pledge', { ...(body as object), sheet: forged }),
    pledged(dan, pledgeOf(dan, 1n, [[well, 1n]]), ann),
    pledged(
      ann,
      pledgeOf(ann, 1n, [
        [well, 1n],
        [well, 2n],
      ]),
    ),
    pledged(ann, { ...pledgeOf(ben, 1n, [[well, 1n]]) }, ben),
  ])
    expect(refused(entry)).toEqual({ outcome: 'rejected', reason: 'ENTRY_PLEDGE' })
  for (const sheet of [
    { ...annFirst, pledges: [{ project: projectIdOf(well), amount: 0n }] },
    { ...annFirst, revision: -1n },
  ])
    expect(refused(entryOf(ann, 'budget.pledge', { v: 1, sheet, signature: `0x${'11'.repeat(65)}` }))).toEqual({
      outcome: 'rejected',
      reason: 'ENTRY_BODY',
    })
  expect(stateOf([...setting, pledged(ann, annFirst, cat)])?.pledges.map(({ member }) => member)).toEqual([ann.address])
})

test('B3 B5: who pledges over the allocation, or to what is no project, is named and pledges nothing', () => {
  const over = pledgeOf(cat, 1n, [[well, 101n]])
  const astray = pledgeOf(ben, 1n, [[projectOf('Nowhere', ann.address), 5n]])
  const row = stateOf([...setting, pledged(ann, annFirst), pledged(ben, astray), pledged(cat, over)])
  expect(row?.pledges.map(({ member, ignored }) => [member, ignored?.key ?? null])).toEqual(
    [
      [ann.address, null],
      [ben.address, 'pledge.project'],
      [cat.address, 'pledge.over'],
    ].toSorted(),
  )
  expect(amounts(row)).toEqual({ Well: 360n, Roof: 640n, Path: 0n })
})

test('B5 E1: names stay one line, texts hold no control characters, and nobody changes the payee of another', () => {
  const outcome = (project: object) => reduce(entryOf(ann, 'budget.project', { v: 1, project }), genesisView).outcome
  expect([
    outcome(well),
    outcome({ ...well, name: 'Well\nBudget' }),
    outcome({ ...well, name: '' }),
    outcome({ ...well, text: 'a\u0000' }),
  ]).toEqual(['accepted', 'rejected', 'rejected', 'rejected'])
  expect(outcome({ ...well, payee: zeroAddress })).toBe('rejected')
  const thief = { ...well, payee: cat.address }
  const row = stateOf([...setting, named(thief, cat), pledged(ann, annFirst)])
  expect(
    row?.projects
      .filter(({ name }) => name === 'Well')
      .map(({ payee, by }) => [payee, by])
      .toSorted(),
  ).toEqual(
    [
      [well.payee, ann.address],
      [cat.address, cat.address],
    ].toSorted(),
  )
  const paid = row?.projects.flatMap(({ payee }, i) => (row.parts[i]?.amount === 0n ? [] : [payee]))
  expect(paid?.toSorted()).toEqual([well.payee, roof.payee].toSorted())
})

test('B6: more than 200 projects leave out those that nobody pledges to', () => {
  const many = named200(230)
  const [first, last] = [many[0], many.at(-1)] as [typeof well, typeof well]
  const entries = [
    opened(),
    ...many.map((project, i) => named(project, cat, 2 + i)),
    named(roof, ann, 900),
    pledged(ann, pledgeOf(ann, 1n, [[roof, 5n]])),
  ]
  const row = stateOf(entries)
  expect([row?.projects.length, row?.more]).toEqual([limits.budgetProjects, 31])
  const names = new Set(row?.projects.map(({ name }) => name))
  expect([names.has('Roof'), names.has(first.name), names.has(last.name)]).toEqual([true, true, false])
})

test('S27 B6 N4: who names as many projects as a budget can have, under an old past, and pledges to all, leaves the others their part of them', () => {
  const many = named200(limits.budgetProjects)
  const [late, wanted] = [projectOf('Late', ann.address), projectOf('Wanted', ben.address)]
  const crowd = [opened(), ...many.map((project) => named(project, cat, 1))]
  const pledges = pledged(
    cat,
    pledgeOf(
      cat,
      1n,
      many.map((project) => [project, 1n]),
    ),
  )
  const own = pledged(ann, pledgeOf(ann, 1n, [[wanted, 9n]]))
  const row = stateOf([...crowd, pledges, named(wanted, ann, 800), own, named(late, ben, 900)])
  expect([row?.projects.length, row?.more]).toEqual([limits.budgetProjects, 2])
  const names = new Set(row?.projects.map(({ name }) => name))
  // One that is pledged to, and one that somebody named and nobody could pledge to yet.
  expect([names.has('Wanted'), names.has('Late')]).toEqual([true, true])
  expect(row?.pledges.map(({ member, ignored }) => [member, ignored?.key ?? null])).toEqual(
    [
      [ann.address, null],
      [cat.address, 'pledge.project'],
    ].toSorted(),
  )
  // And everybody but who has had its part may name one more.
  expect(row?.namers).toEqual([ann.address, ben.address].toSorted())
  expect(stateOf([opened(), named(late, ben)])?.namers).toBeNull()
})

test('S27: a project that more members pledge to comes before one that fewer do, where nobody asks more for either', () => {
  const many = named200(limits.budgetProjects - 1)
  const [both, one] = [projectOf('Both', ann.address), projectOf('One', ben.address)]
  const entries = [
    opened(),
    ...many.map((project) => named(project, cat, 1)),
    named(one, cat, 2),
    named(both, cat, 3),
    pledged(ann, pledgeOf(ann, 1n, [[both, 5n]])),
    pledged(ben, pledgeOf(ben, 1n, [[both, 5n]])),
  ]
  const row = stateOf(entries)
  expect(row?.projects.some(({ name }) => name === 'Both')).toBe(true)
  expect(row?.projects.some(({ name }) => name === 'One')).toBe(false)
})

test('B6: the chain’s time ends a budget that states one, and only what the app offers', () => {
  const timed = { ...autumn, closesAt: 400 }
  const entries = fold(opened(timed))
  const id = budgetIdOf(timed)
  expect([399, 400].map((now) => budgetState(entries, founded, id, { now })?.status)).toEqual(['open', 'ended'])
})

test('B5: a budget of nothing, or without an allocation, is none', () => {
  for (const change of [{ amount: 0n }, { allocation: 0n }, { title: 'a\nb' }])
    expect(reduce(opened({ ...autumn, ...change }), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_BODY' })
})
