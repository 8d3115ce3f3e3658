import { ether } from '@daomesh/protocol'
import { readAddress } from '../../format/checksumAddress.ts'
import { readUnits } from '../../format/parseUnits.ts'
import type { Holding } from '../../parts/holding.ts'

/** What stands in the form, as it was written. */
export type TributeForm = {
  readonly account: string
  readonly token: string
  readonly amount: string
  readonly shares: string
  /** Empty: it stays as it is. */
  readonly power: string
  /** The key of a holding; empty for ether. */
  readonly fundsToken: string
  readonly funds: string
}

export type TributeFault = 'account' | 'token' | 'amount' | 'shares' | 'power' | 'funds' | 'nothing'

export type TributeAsk = {
  readonly account: string
  readonly token: string
  readonly amount: string
  readonly shares: string
  readonly power: string | null
  readonly funds: { readonly token: string; readonly amount: string } | null
}

const isWhole = (text: string): boolean => /^\d{1,19}$/.test(text)

/** What is asked, or the first thing that is wrong. @param members accounts that have a seat */
export const readTribute = (
  form: TributeForm,
  holdings: readonly Holding[],
  members: readonly string[],
): { readonly ask: TributeAsk } | { readonly fault: TributeFault } => {
  const account = readAddress(form.account)
  if (account === null) return { fault: 'account' }
  const token = holdings.find((one) => one.standard === 'erc20' && one.token === form.token)
  if (token === undefined) return { fault: 'token' }
  const amount = readUnits(form.amount, token.decimals ?? 0)
  if (amount === null || amount === 0n) return { fault: 'amount' }
  const [shares, power, funds] = [form.shares.trim(), form.power.trim(), form.funds.trim()]
  if (shares !== '' && !isWhole(shares)) return { fault: 'shares' }
  const wantsSeat = (shares !== '' && BigInt(shares) > 0n) || power !== ''
  // Who is no member yet gets a seat with it, and a seat has power.
  if ((power !== '' && (!isWhole(power) || BigInt(power) === 0n)) || (wantsSeat && power === '' && !members.includes(account)))
    return { fault: 'power' }
  const of = form.fundsToken === '' ? { token: ether, decimals: 18 } : holdings.find((one) => one.token === form.fundsToken)
  const paid = funds === '' || of === undefined ? null : readUnits(funds, of.decimals ?? 0)
  if (funds !== '' && (paid === null || paid === 0n)) return { fault: 'funds' }
  if (!wantsSeat && paid === null) return { fault: 'nothing' }
  return {
    ask: {
      account,
      token: token.token,
      amount: amount.toString(),
      shares: shares === '' ? '0' : BigInt(shares).toString(),
      power: power === '' ? null : BigInt(power).toString(),
      funds: paid === null || of === undefined ? null : { token: of.token, amount: paid.toString() },
    },
  }
}
