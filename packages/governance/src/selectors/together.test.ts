import { type Address, type BallotSheet, type Decision, type Hex, supports, unpackTogether } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ann,
  ballotBody,
  ben,
  chain,
  dao,
  decisionOf,
  entryOf,
  factory,
  genesis,
  idOf,
  proposalBody,
  recover,
  seat,
  sheetOf,
  viewIn,
} from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { genesisState } from '../facts/chainState.ts'
import { memberKindOf } from '../facts/memberKindOf.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { enactingSheets, type Together } from './enactingSheets.ts'
import { proposalState } from './proposalState.ts'
import { withSigned } from './withSigned.ts'

/** Ann, Ben, and a DAO with two votes of four: with Ann it decides, and without it nobody does. */
const inner = factory
const outer = {
  ...genesisState({
    ...genesis,
    rules: { ...genesis.rules, mode: 1 },
    members: [seat(ann.address), seat(ben.address), seat(inner, 2n, 1n, 1)].sort((a, b) => (a.account < b.account ? -1 : 1)),
  }),
  founded: true,
}
const view = viewIn(outer)
const reduce = daoReducer({ chain, dao, recover, memberKindOf: memberKindOf(() => outer) })
const together: Together = { outer: dao, isDao: (member: Address) => member === inner }

const asked = [0n, 1n, 2n, 3n].map((counter) => decisionOf(ann, counter, `Part ${counter}`, 'In full.'))
const known = [
  ...asked.map((decision, i) => entryOf(ann, 'proposal.submit', proposalBody(decision, `Part ${i}`, 'In full.'), { view })),
  entryOf(ann, 'ballot.cast', ballotBody(ann, sheetOf(ann, 1n, ...asked.map((one) => [one, supports.for] as const))), { view }),
]

type Said = { readonly of: number; readonly support: number; readonly revision: bigint; readonly signed: boolean }
const decisionAt = (of: number): Decision => asked[of] ?? decisionOf(ann, 9n)
const signatureOf = ({ of, support, revision }: Said): Hex => `0x${[of, support, revision].join('').padEnd(160, 'c')}`
/** The ballot of the DAO that holds this answer alone. */
const ballotOf = (said: Said) => {
  const choices = [{ decision: idOf(decisionAt(said.of)), support: said.support, votes: 0n }]
  const sheet: BallotSheet = { member: inner, revision: said.revision, choices }
  return entryOf(ben, 'ballot.cast', { v: 1, sheet, signature: signatureOf(said), reason: '' }, { view })
}
const registersOf = (said: readonly Said[]) => {
  const signed = new Set(said.filter((one) => one.signed).map(signatureOf))
  return withSigned(foldAll(reduce, [...known, ...said.map(ballotOf)], view), ({ signature }) => signed.has(signature))
}
const ids = asked.map(idOf)
const yes = (of: number, revision: bigint, support: number = supports.for): Said => ({ of, support, revision, signed: true })

test('S21 R28 what a DAO answered apart stands on one sheet, under the least revision, and one transaction enacts all of it', () => {
  const registers = registersOf([yes(0, 9n), yes(1, 5n), yes(2, 7n, supports.against)])
  // Without it only one ballot of the DAO fits, and so one decision.
  expect(enactingSheets(registers, outer, ids.slice(0, 3)).decisions).toHaveLength(1)
  const { decisions, sheets } = enactingSheets(registers, outer, ids.slice(0, 3), together)
  expect(decisions).toEqual(ids.slice(0, 2))
  const sheet = sheets.find(({ member }) => member === inner)
  expect(sheet).toMatchObject({
    revision: 5n,
    choices: [supports.for, supports.for, supports.against].map((support, i) => ({ decision: ids[i], support, votes: 0n })),
  })
  expect(unpackTogether(sheet?.signature ?? '0x')).toMatchObject({
    outer: dao,
    answers: [{ revision: 9n }, { revision: 5n }, { revision: 7n }],
  })
  // One alone goes with its own signature.
  const [alone] = enactingSheets(registers, outer, ids.slice(0, 1), together).sheets.filter(({ member }) => member === inner)
  expect(alone).toMatchObject({ revision: 9n, signature: signatureOf(yes(0, 9n)) })
  // Of a contract that is no DAO nothing is put together: only a DAO of the factory signs in this form.
  expect(enactingSheets(registers, outer, ids.slice(0, 2), { ...together, isDao: () => false }).decisions).toHaveLength(1)
})

const saidOf = fc.record({
  of: fc.integer({ min: 0, max: 3 }),
  support: fc.integer({ min: 0, max: 2 }),
  revision: fc.bigInt({ min: 1n, max: 30n }),
  signed: fc.boolean(),
})

test('S21 whatever was answered, in whatever order it came: together passes just what passes alone, by answers that were signed, and replay equals live', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(saidOf, { maxLength: 10, selector: ({ of, support, revision }) => `${of}/${support}/${revision}` }),
      fc.shuffledSubarray(ids, { minLength: 1 }),
      fc.infiniteStream(fc.nat()),
      (said, wanted, dice) => {
        const registers = registersOf(said)
        const { decisions, sheets } = enactingSheets(registers, outer, wanted, together)
        const shuffled = said.toSorted(() => (dice.next().value % 2 === 0 ? 1 : -1))
        expect(enactingSheets(registersOf(shuffled), outer, wanted, together)).toEqual({ decisions, sheets })
        expect(decisions).toEqual(wanted.filter((id) => enactingSheets(registers, outer, [id], together).decisions.includes(id)))
        const signed = new Set(said.filter((one) => one.signed).map(signatureOf))
        const own = sheets.filter(({ member }) => member === inner)
        expect(own.length).toBeLessThanOrEqual(1)
        for (const { revision, choices, signature } of own) {
          const parts = unpackTogether(signature)?.answers ?? [{ revision, ...choices[0], signature }]
          expect(parts.map(({ decision, support }) => [decision, support])).toEqual(
            choices.map(({ decision, support }) => [decision, support]),
          )
          expect(parts.every((one) => signed.has(one.signature) && one.revision >= revision)).toBe(true)
          expect(parts.some((one) => one.revision === revision)).toBe(true)
          // What it carries is what the chain may count of this member (R4): a Yes that was signed, else the newest answer.
          for (const { decision, support } of choices) {
            const usable = proposalState(registers, outer, decision, { now: 500 })?.ballots.find(({ member }) => member === inner)?.usable
            if (wanted.includes(decision)) expect(support).toBe(usable?.support)
          }
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('S21 R4 an answer below the least revision that the chain still takes is not put beside others', () => {
  const registers = registersOf([yes(0, 9n), yes(1, 5n), yes(2, 7n)])
  const revoked = { ...outer, minRevisions: new Map([[inner, 6n]]) }
  const { decisions, sheets } = enactingSheets(registers, revoked, ids.slice(0, 3), together)
  expect(decisions).toEqual([ids[0], ids[2]])
  expect(sheets.find(({ member }) => member === inner)?.revision).toBe(7n)
})
