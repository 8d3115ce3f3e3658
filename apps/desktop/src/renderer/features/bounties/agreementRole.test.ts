import { expect, test } from 'vitest'
import { address } from '@daomesh/protocol'
import { agreementRoleOf } from './agreementRole.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [issuer, hunter, arbiter, worker] = [at('11'), at('22'), at('33'), at('44')]

test('an account without a name is known by what it is in the bounty; who reviews its own bounty is its issuer', () => {
  const bounty = { issuer, hunter, arbiter, reviewer: issuer }
  expect([issuer, hunter, arbiter, worker].map((account) => agreementRoleOf(bounty, account))).toEqual([
    'issuer',
    'hunter',
    'arbiter',
    null,
  ])
  expect(agreementRoleOf({ ...bounty, reviewer: worker }, worker)).toBe('reviewer')
})
