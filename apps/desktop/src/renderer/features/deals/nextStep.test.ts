import { expect, test } from 'vitest'
import { nextStep } from './nextStep.ts'

const person = { kind: 'person' } as const

test('what comes next is said to the side whose turn it is, and of a DAO that its members decide', () => {
  expect(nextStep({ status: 'talking', sides: ['hunter'], hunter: person })).toBe(null)
  expect(nextStep({ status: 'agreed', sides: ['hunter'], hunter: person })).toBe('youSign')
  expect(nextStep({ status: 'agreed', sides: ['issuer'], hunter: person })).toBe('agreed')
  expect(nextStep({ status: 'agreed', sides: ['hunter'], hunter: { kind: 'dao' } })).toBe('members')
  expect(nextStep({ status: 'signed', sides: ['issuer'], hunter: person })).toBe('youPay')
  expect(nextStep({ status: 'signed', sides: [], hunter: person })).toBe('signed')
  expect(nextStep({ status: 'funded', sides: ['hunter'], hunter: person })).toBe('youDeliver')
  expect(nextStep({ status: 'funded', sides: ['issuer'], hunter: person })).toBe('funded')
  expect(nextStep({ status: 'declined', sides: ['issuer'], hunter: person })).toBe(null)
})
