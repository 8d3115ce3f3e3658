import { readUnits } from '../../format/parseUnits.ts'
import { holdingKey, isNumber } from '../../parts/holding.ts'
import type { Holding } from '../../parts/holding.ts'

/** What a person typed: `token` is the key of what the account holds, or empty for ether; `item` the number of an NFT. */
export type Deposit = { readonly token: string; readonly amount: string; readonly item: string }
export type DepositAsk =
  | { readonly wei: string }
  | {
      readonly token: string
      readonly standard: 'erc20' | 'erc721' | 'erc1155'
      readonly item: string | null
      readonly amount: string
    }

export const emptyDeposit: Deposit = { token: '', amount: '', item: '' }

const askOf = ({ amount, item }: Deposit, row: Holding | undefined): DepositAsk | null => {
  if (row?.standard === 'erc721')
    return isNumber(item) ? { token: row.token, standard: row.standard, item: item.trim(), amount: '1' } : null
  const units = readUnits(amount, row === undefined ? 18 : (row.decimals ?? 0))
  if (units === null || units === 0n) return null
  if (row === undefined || row.standard === 'ether') return { wei: units.toString() }
  return { token: row.token, standard: row.standard, item: row.item, amount: units.toString() }
}

/** What would be put in, null while it does not read as anything, and the row of the list that it is taken from. */
export const readDeposit = (deposit: Deposit, holdings: readonly Holding[]) => {
  const row = holdings.find((one) => (deposit.token === '' ? one.standard === 'ether' : holdingKey(one) === deposit.token))
  // What has left the list meanwhile is no ether.
  return { row, ask: row === undefined && deposit.token !== '' ? null : askOf(deposit, row) }
}
