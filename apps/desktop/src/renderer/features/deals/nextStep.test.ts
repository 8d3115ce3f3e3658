import { expect, test } from 'vitest'
import type { Deal } from './deals.ts'
import { nextStep } from './nextStep.ts'

const person = { kind: 'person' } as const
const after = (given: Pick<Deal, 'status' | 'sides'> & { readonly hunter: Pick<Deal['hunter'], 'kind'> }) =>
  nextStep({ waits: null, offerRows: [], ...given })

test('after an own offer it is said whose answer it waits for; not to who owes an answer, is both sides, or made none', () => {
  const talking = { status: 'talking', hunter: person } as const
  const offers = (...sides: readonly ('issuer' | 'hunter')[]) => sides.map((side) => ({ status: 'open' as const, side }))
  const step = (sides: Deal['sides'], offerRows: ReturnType<typeof offers>, waits: Deal['waits'] = null) =>
    nextStep({ ...talking, sides, offerRows, waits })
  expect(step(['hunter'], offers('hunter'))).toBe('issuerAnswers')
  expect(step(['issuer'], offers('issuer'))).toBe('hunterAnswers')
  expect(step(['hunter'], offers('hunter', 'issuer'), 'answer')).toBe(null)
  expect(step(['hunter'], offers('issuer'), 'answer')).toBe(null)
  expect(step(['issuer', 'hunter'], offers('issuer'))).toBe(null)
  expect(step([], offers('issuer'))).toBe(null)
  expect(step(['hunter'], [])).toBe(null)
  expect(nextStep({ ...talking, sides: ['hunter'], waits: null, offerRows: [{ status: 'declined', side: 'hunter' }] })).toBe(null)
})

test('what comes next is said to the side whose turn it is, and of a DAO that its members decide', () => {
  expect(after({ status: 'talking', sides: ['hunter'], hunter: person })).toBe(null)
  expect(after({ status: 'agreed', sides: ['hunter'], hunter: person })).toBe('youSign')
  expect(after({ status: 'agreed', sides: ['issuer'], hunter: person })).toBe('agreed')
  expect(after({ status: 'agreed', sides: ['hunter'], hunter: { kind: 'dao' } })).toBe('members')
  expect(after({ status: 'signed', sides: ['issuer'], hunter: person })).toBe('youPay')
  expect(after({ status: 'signed', sides: [], hunter: person })).toBe('signed')
  expect(after({ status: 'funded', sides: ['hunter'], hunter: person })).toBe('youDeliver')
  expect(after({ status: 'funded', sides: ['issuer'], hunter: person })).toBe('funded')
  expect(after({ status: 'declined', sides: ['issuer'], hunter: person })).toBe(null)
})
