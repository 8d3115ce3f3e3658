import { type Address, address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createAccountChoice } from './createAccountChoice.ts'

const [ann, ben] = ['a1', 'b2'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address]
const choice = (accounts: readonly string[], meta = memoryMeta()) =>
  createAccountChoice({ meta, signer: { state: () => ({ state: 'ready', accounts, page: null, pending: 0 }) } })

test('M347 a home with several key files of which none was chosen says so, and not that there is none', () => {
  expect(() => choice([]).required()).toThrow(/IDENTITY_MISSING/)
  expect(() => choice([ann, ben]).required()).toThrow(/IDENTITY_UNCHOSEN/)
  const meta = memoryMeta()
  choice([ann, ben], meta).choose(ben)
  expect(choice([ann, ben], meta).required()).toBe(ben)
})
