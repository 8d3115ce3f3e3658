import { readAddress } from '../../format/checksumAddress.ts'
import { readUnits } from '../../format/parseUnits.ts'
import { holdingKey, isNumber } from '../../parts/holding.ts'
import type { Holding } from '../../parts/holding.ts'

/**
 * What a person typed; `key` only tells rows apart. `token` is the key of what the treasury holds on its list, or empty for ether; `item` the number of
 * an NFT, which has no amount.
 */
export type Payment = {
  readonly key: string
  readonly recipient: string
  readonly amount: string
  readonly token: string
  readonly item: string
}
export type PaymentCall = { readonly target: string; readonly value: string; readonly data: string }
/** What is asked for: the node makes the call of a token. */
export type PaymentAsk =
  | PaymentCall
  | {
      readonly token: string
      readonly standard: 'erc20' | 'erc721' | 'erc1155'
      readonly item: string | null
      readonly to: string
      readonly amount: string
    }

export const emptyPayment = (): Payment => ({ key: crypto.randomUUID(), recipient: '', amount: '', token: '', item: '' })

/** Untouched, and so left out. */
export const isEmpty = ({ recipient, amount, item }: Payment): boolean =>
  recipient.trim() === '' && amount.trim() === '' && item.trim() === ''

/** What the row is paid in; undefined for ether, and for what has left the list. */
export const holdingOf = (token: string, holdings: readonly Holding[]): Holding | undefined =>
  holdings.find((one) => holdingKey(one) === token)

/** The amount of a row in its smallest unit, one for an NFT; null where it is none, or where the token has left the list. */
export const unitsOf = ({ amount, token, item }: Payment, holdings: readonly Holding[]): bigint | null => {
  if (token === '') return readUnits(amount, 18)
  const row = holdingOf(token, holdings)
  if (row === undefined) return null
  if (row.standard === 'erc721') return isNumber(item) ? 1n : null
  return readUnits(amount, row.decimals ?? 0)
}

const itemOf = ({ item }: Payment, row: Holding): string | null => (row.standard === 'erc721' ? item.trim() : row.item)

/** Exactly what would be paid; untouched rows are left out. Null while any row is wrong. */
export const readPayments = (payments: readonly Payment[], holdings: readonly Holding[] = []): readonly PaymentAsk[] | null => {
  const asks: PaymentAsk[] = []
  for (const payment of payments) {
    if (isEmpty(payment)) continue
    const to = readAddress(payment.recipient)
    const units = unitsOf(payment, holdings)
    if (to === null || units === null || units === 0n) return null
    const amount = units.toString()
    const row = holdingOf(payment.token, holdings)
    if (row === undefined || row.standard === 'ether') asks.push({ target: to, value: amount, data: '0x' })
    else asks.push({ token: row.token, standard: row.standard, item: itemOf(payment, row), to, amount })
  }
  return asks
}

/** The sums of all amounts that read as such, by token, in the order of their first row. */
export const sumsOf = (payments: readonly Payment[], holdings: readonly Holding[] = []): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>()
  for (const payment of payments) sums.set(payment.token, (sums.get(payment.token) ?? 0n) + (unitsOf(payment, holdings) ?? 0n))
  return sums
}
