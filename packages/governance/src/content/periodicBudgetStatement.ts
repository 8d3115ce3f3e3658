import { address, utf8 } from '@daomesh/protocol'
import type { PeriodicBudget } from '../rules/budget/periodicBudget.ts'

const lead = 'Periodic budget: '
const rule =
  /(?:^|\n)Periodic budget: ([1-9][0-9]{0,37}) of (0x[0-9a-f]{40}) each (week|month) from ([1-9][0-9]{0,10}), ([1-9][0-9]{0,14}) units each, for ([^\n]{1,60})\n?$/
const none = /(?:^|\n)Periodic budget: none\n?$/

/**
 * The last line of a text by which a DAO agrees on a budget of each week or month, or on none (B8).
 * @example
 * periodicBudgetStatement(null) // => 'Periodic budget: none'
 */
export const periodicBudgetStatement = (agreed: PeriodicBudget | null): string =>
  agreed === null
    ? `${lead}none`
    : `${lead}${agreed.amount} of ${agreed.token} each ${agreed.every} from ${agreed.start}, ${agreed.allocation} units each, for ${agreed.name}`

/**
 * Reads that line at the end of a text: the rule, null where it agrees on none, undefined where the text says nothing of it.
 * @example
 * readPeriodicBudgetStatement('Periodic budget: none') // => null
 * readPeriodicBudgetStatement('Pays the hosting.') // => undefined
 */
export const readPeriodicBudgetStatement = (content: string): PeriodicBudget | null | undefined => {
  const end = content.slice(-400)
  if (none.test(end)) return null
  const found = rule.exec(end)
  if (found === null) return undefined
  const [, amount = '', token = '', every = '', start = '', allocation = '', name = ''] = found
  // The title of a budget has 80 bytes, of which the date takes some.
  if (utf8(name).length > 60) return undefined
  return {
    name,
    token: address.parse(token),
    amount: BigInt(amount),
    allocation: BigInt(allocation),
    every: every === 'week' ? 'week' : 'month',
    start: Number(start),
  }
}
