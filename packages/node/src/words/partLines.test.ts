import { address, ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { partLines } from './partLines.ts'

const hunter = address.parse(`0x${'c1'.repeat(20)}`)
const token = address.parse(`0x${'70'.repeat(20)}`)

test('M376 the parts that members vote on say what, how much in the coin of the chain, and for whom', () => {
  const parts = [
    { agreement: { hunter, token: ether, amount: 500_000_000_000_000_000n }, terms: { title: 'Drag the *trunks*' } },
    { agreement: { hunter, token: ether, amount: 1n }, terms: { title: 'Gate' } },
  ]
  expect(partLines(31_337n, parts)).toBe(`- Drag the \\*trunks\\*: 0.5 ETH to ${hunter}\n- Gate: 0.000000000000000001 ETH to ${hunter}`)
})

test('M376 of a token it is the smallest unit, by its address', () => {
  expect(partLines(31_337n, [{ agreement: { hunter, token, amount: 25n }, terms: { title: 'Gate' } }])).toBe(
    `- Gate: 25 of the smallest unit of the token ${token} to ${hunter}`,
  )
})
