import { ether, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { noProject, roundFaults, type RoundForm } from './roundForm.ts'

const payee = `0x${'7'.repeat(40)}`
const whole: RoundForm = {
  space: 's',
  title: 'Water',
  about: 'Two works.',
  token: ether,
  pool: '',
  minimum: '0.001',
  cap: 100,
  closes: '2030-01-01T00:00',
  projects: [{ name: 'Well', payee, about: '' }],
}
const now = new Date('2029-12-31T00:00').getTime()

test('a whole form has no fault; what the contract or the text could not take is named by its field', () => {
  expect(roundFaults(whole, now, 18)).toEqual({})
  const faults = (change: Partial<RoundForm>) => roundFaults({ ...whole, ...change }, now, 18)
  expect(faults({ title: ' ' })).toEqual({ title: 'title' })
  expect(faults({ about: 'a\n# b' })).toEqual({ about: 'heading' })
  expect(faults({ pool: 'much', minimum: '0', cap: 0 })).toEqual({ pool: 'amount', minimum: 'minimum', cap: 'cap' })
  // More places than the token has.
  expect(roundFaults({ ...whole, pool: '1.5' }, now, 0)).toEqual({ pool: 'amount', minimum: 'minimum' })
  expect(faults({ closes: '2029-12-30T00:00' })).toEqual({ closes: 'closes' })
  expect(faults({ closes: '' })).toEqual({ closes: 'closes' })
  expect(faults({ projects: [{ name: 'A', payee: zeroAddress, about: '' }, noProject] })).toEqual({
    'projects.0.payee': 'payee',
    'projects.1.name': 'name',
    'projects.1.payee': 'payee',
  })
})
