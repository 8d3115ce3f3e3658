import { expect, test } from 'vitest'
import { transactionText } from './transaction.ts'

const row = {
  id: 'a',
  purpose: { key: 'transaction.deploy', params: {} },
  hash: null,
  gas: null,
  error: null,
  decisions: [],
  space: null,
  at: 0,
}

test('a transaction that waits for its signature says where that is asked for, and one that is sent does not', () => {
  expect(transactionText({ ...row, state: 'waiting' })).toMatch(/^purpose +deploy$/m)
  expect(transactionText({ ...row, state: 'waiting' })).toContain('daomesh signature list')
  expect(transactionText({ ...row, state: 'sent' })).not.toContain('daomesh signature list')
})
