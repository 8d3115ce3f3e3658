import { encodeBuy, tillAddress } from '@daomesh/chain'
import { address, bytes32, type Quote, quoteIdOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { inWords, short } from './say.ts'
import { describeTillCall } from './tillCall.ts'
import { describeCall } from './transaction.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const ether = at('00')
const quote: Quote = {
  seller: at('da'),
  token: ether,
  price: 5n * 10n ** 17n,
  copies: 0,
  until: 1_800_000_000,
  work: bytes32.parse(`0x${'cd'.repeat(32)}`),
}
const callOf = (more: Partial<Quote> = {}) => {
  const { to, value, data } = encodeBuy(tillAddress(), { kind: 'buy', quote: { ...quote, ...more }, reader: at('be') })
  return { target: to, value, data }
}
const textOf = (call: ReturnType<typeof callOf>): string =>
  describeCall(call)
    .map((saying) => inWords(saying, 'ETH').text)
    .join('\n')

test('M225 a purchase is said from its bytes: price, seller, quote, whose copy, that nobody pays it back, and until when the price stands', () => {
  const text = textOf(callOf())
  for (const part of [
    '0.5 ETH',
    '0xdadadadadadadadadadadadadadadadadadadada',
    short(quoteIdOf(quote)),
    '2027-01-15 08:00 UTC',
    'Nobody pays it back',
  ])
    expect(text.toLowerCase()).toContain(part.toLowerCase())
  expect(text.toLowerCase()).toContain(at('be'))
  expect(textOf(callOf({ token: at('70') }))).toContain('500000000000000000 units of the token')
})

test('M225 what the till would refuse, other bytes and another contract are shown as what they are', () => {
  const call = callOf()
  expect(describeTillCall({ ...call, value: 1n })).toBeNull()
  expect(describeTillCall({ ...callOf({ token: at('70') }), value: 1n })).toBeNull()
  expect(describeTillCall({ ...call, target: at('11') })).toBeNull()
  expect(describeTillCall({ ...call, data: '0x12345678' })).toBeNull()
  expect(textOf({ ...call, target: at('11') })).not.toContain('income inbox')
})
