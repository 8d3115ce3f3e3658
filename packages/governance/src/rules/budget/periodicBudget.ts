import { type Address, type Budget, type DecisionId, hashOf, to0x, utf8 } from '@daomesh/protocol'

/** A budget of each week or month, as a DAO agreed on it. `start` in seconds of chain time, `amount` in the token's smallest unit. */
export type PeriodicBudget = {
  readonly name: string
  readonly token: Address
  readonly amount: bigint
  /** What each member may pledge in all, in virtual units. */
  readonly allocation: bigint
  readonly every: 'week' | 'month'
  readonly start: number
}

const week = 604_800
const second = 1000

/** The same day and time so many months later, or the last day of a month that has no such day; counted from the start, so that nothing drifts. */
const monthsLater = (start: number, months: number): number => {
  const from = new Date(start * second)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const day = Math.min(from.getUTCDate(), lastDay)
  return Date.UTC(year, month, day, from.getUTCHours(), from.getUTCMinutes(), from.getUTCSeconds()) / second
}

/**
 * When a period begins, in seconds of chain time; it ends when the next one begins. Months are those of the calendar, UTC.
 * @example
 * const rule = { every: 'month', start: Date.UTC(2027, 0, 31, 18) / 1000 } as const
 * periodBegin(rule, 1) // => Date.UTC(2027, 1, 28, 18) / 1000
 */
export const periodBegin = ({ every, start }: Pick<PeriodicBudget, 'every' | 'start'>, period: number): number =>
  every === 'week' ? start + period * week : monthsLater(start, period)

/**
 * The period that a second of chain time lies in, counted from 0; -1 before the first.
 * @example
 * periodAt({ every: 'week', start: 100 }, 100 + 604_800) // => 1
 */
export const periodAt = (rule: Pick<PeriodicBudget, 'every' | 'start'>, now: number): number => {
  if (now < rule.start) return -1
  if (rule.every === 'week') return Math.floor((now - rule.start) / week)
  const [from, to] = [new Date(rule.start * second), new Date(now * second)]
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return periodBegin(rule, months) > now ? months - 1 : months
}

/**
 * The budget of one period. All of it follows from the decision that agreed on it, so it has one id whoever opens it, and is never there twice (B9).
 * Pledges are taken until the next one begins.
 */
export const budgetOfPeriod = (rule: PeriodicBudget, decision: DecisionId, period: number): Budget => {
  const begins = periodBegin(rule, period)
  return {
    title: `${rule.name}, ${new Date(begins * second).toISOString().slice(0, 10)}`,
    token: rule.token,
    amount: rule.amount,
    allocation: rule.allocation,
    closesAt: periodBegin(rule, period + 1),
    salt: to0x(hashOf('daomesh/periodicBudget/1', utf8(decision), utf8(String(period)))),
  }
}
