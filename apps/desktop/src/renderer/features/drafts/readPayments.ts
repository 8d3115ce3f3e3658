import { readAddress } from '../../format/checksumAddress.ts'
import { readEther } from '../../format/parseEther.ts'

/** What a person typed; `key` only tells rows apart. */
export type Payment = { readonly key: string; readonly recipient: string; readonly amount: string }
export type PaymentCall = { readonly target: string; readonly value: string; readonly data: string }

export const emptyPayment = (): Payment => ({ key: crypto.randomUUID(), recipient: '', amount: '' })

const isEmpty = ({ recipient, amount }: Payment): boolean => recipient.trim() === '' && amount.trim() === ''

/** Exactly what would be called; untouched rows are left out. Null while any row is wrong. */
export const readPayments = (payments: readonly Payment[]): readonly PaymentCall[] | null => {
  const calls: PaymentCall[] = []
  for (const payment of payments) {
    if (isEmpty(payment)) continue
    const target = readAddress(payment.recipient)
    const wei = readEther(payment.amount)
    if (target === null || wei === null || wei === 0n) return null
    calls.push({ target, value: wei.toString(), data: '0x' })
  }
  return calls
}

/** The sum of all amounts that read as such, in wei. */
export const sumOf = (payments: readonly Payment[]): bigint => payments.reduce((sum, { amount }) => sum + (readEther(amount) ?? 0n), 0n)
