import { readUnits } from '../../format/parseUnits.ts'
import { readTags } from './readTags.ts'

export type FormValues = {
  readonly issuer: string
  readonly title: string
  readonly brief: string
  readonly tags: readonly string[]
  readonly token: string
  readonly amount: string
  readonly power: string
  readonly deliverDays: number
  readonly days: number
  readonly openTo: 'anyone' | 'daos' | 'accounts'
  readonly accounts: string
}

const daySeconds = 86_400

/** Accounts as a person pastes them: one a line, or with commas between. */
export const readAccounts = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '')

/** What is wrong with the fields, by field; empty: it can be sent. Values are keys of sentences. */
export const problemsOf = (
  values: FormValues,
  decimals: number,
): Partial<Record<keyof FormValues, 'title' | 'amount' | 'power' | 'accounts'>> => {
  const accounts = readAccounts(values.accounts)
  const isAccounts = accounts.length > 0 && accounts.length <= 16 && accounts.every((one) => /^0x[0-9a-fA-F]{40}$/.test(one))
  return {
    ...(values.title.trim() === '' && { title: 'title' }),
    ...(readUnits(values.amount, decimals) === null && { amount: 'amount' }),
    ...(values.power.trim() !== '' && !/^[1-9][0-9]{0,18}$/.test(values.power.trim()) && { power: 'power' }),
    ...(values.openTo === 'accounts' && !isAccounts && { accounts: 'accounts' }),
  }
}

/** The terms of the node's commands. `now`: seconds of chain time. */
export const readTerms = (values: FormValues, decimals: number, now: number) => ({
  title: values.title.trim(),
  brief: values.brief.trim(),
  tags: readTags(values.tags),
  reward: {
    token: values.token,
    amount: (readUnits(values.amount, decimals) ?? 0n).toString(),
    power: values.power.trim() === '' ? null : values.power.trim(),
  },
  deadline: now + values.deliverDays * daySeconds,
  days: values.days,
  openTo: values.openTo === 'accounts' ? readAccounts(values.accounts) : values.openTo,
})
