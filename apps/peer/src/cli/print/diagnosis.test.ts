import { finding } from '@daomesh/node/contract'
import { expect, test } from 'vitest'
import { diagnosisText, withWords } from './diagnosis.ts'

test('V9 what a finding asks for is followed by the command that does it, where there is one', () => {
  const words = withWords({
    at: 0,
    findings: [finding('TRANSACTION_FUNDS', { transaction: 'tx-7' }), finding('IDENTITY_LOCKED')],
    members: [],
  })
  expect(words.findings.map(({ command }) => command)).toEqual(['daomesh chain drop tx-7', null])
  const text = diagnosisText(words)
  expect(text).toContain('go on.\n         $ daomesh chain drop tx-7\n')
  expect(text.match(/\$/g)).toHaveLength(1)
})
