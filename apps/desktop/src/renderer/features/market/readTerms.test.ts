import { expect, test } from 'vitest'
import { type FormValues, problemsOf, readTerms } from './readTerms.ts'

const values: FormValues = {
  issuer: '',
  title: ' A fence ',
  brief: '',
  tags: ['wood, garden', 'oak'],
  token: '0x00',
  amount: '1.5',
  power: '',
  deliverDays: 2,
  days: 30,
  openTo: 'anyone',
  accounts: '',
}
const account = `0x${'ab'.repeat(20)}`

test('a form becomes terms: amounts exact, times of the chain, accounts however they are pasted', () => {
  expect(readTerms(values, 18, 1_000)).toMatchObject({
    title: 'A fence',
    tags: ['wood', 'garden', 'oak'],
    reward: { amount: '1500000000000000000', power: null },
    deadline: 173_800,
    openTo: 'anyone',
  })
  const some = { ...values, openTo: 'accounts', accounts: ` ${account},\n${account} `, power: '3' } as const
  expect(readTerms(some, 18, 0)).toMatchObject({ openTo: [account, account], reward: { power: '3' } })
  expect(problemsOf(some, 18)).toEqual({})
})

test('what is wrong is said by field', () => {
  expect(problemsOf({ ...values, title: ' ', amount: '1.55', power: '0', openTo: 'accounts', accounts: 'ada' }, 1)).toEqual({
    title: 'title',
    amount: 'amount',
    power: 'power',
    accounts: 'accounts',
  })
  expect(problemsOf(values, 18)).toEqual({})
})
