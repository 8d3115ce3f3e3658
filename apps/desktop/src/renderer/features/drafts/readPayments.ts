import { readAddress } from '../../format/checksumAddress.ts'
import { readUnits } from '../../format/parseUnits.ts'

/** What a person typed; `key` only tells rows apart. `token` is the address of a listed token, or empty for ether. */
export type Payment = { readonly key: string; readonly recipient: string; readonly amount: string; readonly token: string }
/** A token that payments can be made in. */
export type PayableToken = {
  readonly token: string
  readonly symbol: string
  readonly decimals: number | null
  readonly balance: string | null
}
export type PaymentCall = { readonly target: string; readonly value: string; readonly data: string }
/** What is asked for: the node makes the call of a token. */
export type PaymentAsk = PaymentCall | { readonly token: string; readonly to: string; readonly amount: string }

export const emptyPayment = (): Payment => ({ key: crypto.randomUUID(), recipient: '', amount: '', token: '' })

const isEmpty = ({ recipient, amount }: Payment): boolean => recipient.trim() === '' && amount.trim() === ''

/** How many decimals an amount of this row may have; null for a token that has left the list. */
export const decimalsOf = (token: string, tokens: readonly PayableToken[]): number | null => {
  if (token === '') return 18
  const row = tokens.find((one) => one.token === token)
  return row === undefined ? null : (row.decimals ?? 0)
}

/** The amount of a row in its smallest unit; null where it is none. */
export const unitsOf = ({ amount, token }: Payment, tokens: readonly PayableToken[]): bigint | null => {
  const decimals = decimalsOf(token, tokens)
  return decimals === null ? null : readUnits(amount, decimals)
}

/** Exactly what would be paid; untouched rows are left out. Null while any row is wrong. */
export const readPayments = (payments: readonly Payment[], tokens: readonly PayableToken[] = []): readonly PaymentAsk[] | null => {
  const asks: PaymentAsk[] = []
  for (const payment of payments) {
    if (isEmpty(payment)) continue
    const to = readAddress(payment.recipient)
    const units = unitsOf(payment, tokens)
    if (to === null || units === null || units === 0n) return null
    const amount = units.toString()
    asks.push(payment.token === '' ? { target: to, value: amount, data: '0x' } : { token: payment.token, to, amount })
  }
  return asks
}

/** The sums of all amounts that read as such, by token, in the order of their first row. */
export const sumsOf = (payments: readonly Payment[], tokens: readonly PayableToken[] = []): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>()
  for (const payment of payments) sums.set(payment.token, (sums.get(payment.token) ?? 0n) + (unitsOf(payment, tokens) ?? 0n))
  return sums
}
