import { expect, test } from 'vitest'
import { readDeposit } from './readDeposit.ts'

const held = { token: `0x${'00'.repeat(20)}`, item: null, name: '', balance: '9', by: null, symbol: '', decimals: null }
const ether = { ...held, standard: 'ether' as const, decimals: 18 }
const coin = { ...held, token: `0x${'70'.repeat(20)}`, standard: 'erc20' as const, decimals: 6 }
const nft = { ...held, token: `0x${'71'.repeat(20)}`, standard: 'erc721' as const }
const tools = { ...held, token: `0x${'72'.repeat(20)}`, standard: 'erc1155' as const, item: '4' }
const all = [ether, coin, nft, tools]

test('what is typed is read in what it is of, exactly', () => {
  expect(readDeposit({ token: '', amount: '0.5', item: '' }, all)).toEqual({ row: ether, ask: { wei: '500000000000000000' } })
  expect(readDeposit({ token: coin.token, amount: '0.5', item: '' }, all).ask).toEqual({
    token: coin.token,
    standard: 'erc20',
    item: null,
    amount: '500000',
  })
  expect(readDeposit({ token: nft.token, amount: 'x', item: '12' }, all).ask).toEqual({
    token: nft.token,
    standard: 'erc721',
    item: '12',
    amount: '1',
  })
  expect(readDeposit({ token: `${tools.token}#4`, amount: '3', item: '' }, all).ask).toMatchObject({ item: '4', amount: '3' })
})

test('before the list is here ether goes, and what has left the list does not', () => {
  expect(readDeposit({ token: '', amount: '1', item: '' }, []).ask).toEqual({ wei: (10n ** 18n).toString() })
  expect(readDeposit({ token: coin.token, amount: '1', item: '' }, [ether]).ask).toBeNull()
})

test.each(['', '0', '-1', '0.0000001', '1e5'])('%s is no amount', (amount) => {
  expect(readDeposit({ token: coin.token, amount, item: '' }, all).ask).toBeNull()
})
