import { expect, test } from 'vitest'
import { readPayments, sumsOf } from './readPayments.ts'

const to = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const held = (byte: string) => ({ token: `0x${byte.repeat(20)}`, name: '', item: null, balance: '0', by: null })
const coin = { ...held('70'), standard: 'erc20' as const, symbol: 'USD', decimals: 6 }
const nft = { ...held('71'), standard: 'erc721' as const, symbol: 'ART', decimals: null }
const tools = { ...held('72'), standard: 'erc1155' as const, item: '4', symbol: '', decimals: null }
const row = (recipient: string, amount: string, token = '', item = '') => ({
  key: `${recipient}${amount}${item}`,
  recipient,
  amount,
  token,
  item,
})

test('amounts become exact wei; untouched rows are left out', () => {
  const rows = [row(to, '0.1'), row('', ''), row(to.toLowerCase(), '1.000000000000000001')]
  expect(readPayments(rows)).toEqual([
    { target: to.toLowerCase(), value: '100000000000000000', data: '0x' },
    { target: to.toLowerCase(), value: '1000000000000000001', data: '0x' },
  ])
  expect(sumsOf(rows).get('')).toBe(1_100_000_000_000_000_001n)
})

test('an amount of a token is read in its own decimals, and summed by itself', () => {
  const rows = [row(to, '12.5', coin.token), row(to, '1'), row(to, '0.000001', coin.token)]
  expect(readPayments(rows, [coin])).toEqual([
    { token: coin.token, standard: 'erc20', item: null, to: to.toLowerCase(), amount: '12500000' },
    { target: to.toLowerCase(), value: '1000000000000000000', data: '0x' },
    { token: coin.token, standard: 'erc20', item: null, to: to.toLowerCase(), amount: '1' },
  ])
  expect([...sumsOf(rows, [coin])]).toEqual([
    [coin.token, 12_500_001n],
    ['', 10n ** 18n],
  ])
  expect(readPayments([row(to, '0.0000001', coin.token)], [coin])).toBeNull()
  // It has left the list: its decimals are not known any more.
  expect(readPayments(rows)).toBeNull()
})

test('an NFT is one, named by its number; of an item of many there is a count', () => {
  const rows = [row(to, '', nft.token, ' 7 '), row(to, '3', `${tools.token}#4`), row(to, '', nft.token, '8')]
  expect(readPayments(rows, [nft, tools])).toEqual([
    { token: nft.token, standard: 'erc721', item: '7', to: to.toLowerCase(), amount: '1' },
    { token: tools.token, standard: 'erc1155', item: '4', to: to.toLowerCase(), amount: '3' },
    { token: nft.token, standard: 'erc721', item: '8', to: to.toLowerCase(), amount: '1' },
  ])
  expect([...sumsOf(rows, [nft, tools])]).toEqual([
    [nft.token, 2n],
    [`${tools.token}#4`, 3n],
  ])
  for (const wrong of ['', '07', '1.5', '-1', '1e3']) expect(readPayments([row(to, '1', nft.token, wrong)], [nft])).toBeNull()
  // Half an item there is not, and another item is another thing.
  expect(readPayments([row(to, '0.5', `${tools.token}#4`)], [tools])).toBeNull()
  expect(readPayments([row(to, '1', `${tools.token}#5`)], [tools])).toBeNull()
})

test.each([row(to, ''), row('', '1'), row(to, '0'), row(to, '1e5'), row(to.replace('A', 'a'), '1')])(
  'a wrong row stops the review: %j',
  (wrong) => {
    expect(readPayments([row(to, '1'), wrong])).toBeNull()
  },
)
