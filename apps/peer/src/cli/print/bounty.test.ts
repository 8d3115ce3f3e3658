import { address, bountyId, decisionId, ether, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { bountyLine, bountyText } from './bounty.ts'

const [amount, other] = ['2000000000000000000', address.parse(`0x${'6e'.repeat(20)}`)] as const
const one = { bounty: bountyId.parse(`0x${'8f'.repeat(32)}`), title: 'A bridge', status: 'delivered', token: ether, amount } as const

test('C13 a bounty says its money in the coin of the chain, and of a token which one it is', () => {
  const due = { role: 'owes', amount, other, state: 'waiting' } as const
  expect(bountyLine({ ...one, dues: [due] })).toBe(`A bridge  2 eth, delivered: ${one.bounty}\n  owes 2 eth to ${other}, waiting`)
  const token = address.parse(`0x${'7a'.repeat(20)}`)
  expect(bountyLine({ ...one, token, dues: [] })).toBe(`A bridge  ${amount} units of ${token}, delivered: ${one.bounty}`)
})

test('C13 a bounty says which step members are deciding on, and that there is nothing to do where that is so', () => {
  const decision = decisionId.parse(`0x${'b1'.repeat(32)}`)
  const asked = [{ space: spaceId.parse('aa'.repeat(32)), dao: other, decision, title: 'Accept the bounty A bridge', step: 'accept' }]
  const text = bountyText({ ...one, margins: [], leaves: [], moves: [], asked })
  expect(text).toContain(`the members of ${other} are deciding on: accept, proposal ${decision}`)
  expect(text).toContain('you can: nothing now')
  expect(text).not.toContain('part')
})
