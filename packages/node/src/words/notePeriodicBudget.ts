import { type ProposalRow, readPeriodicBudgetStatement } from '@daomesh/governance'
import type { z } from 'zod'
import type { sentence } from '../contract/shapes.ts'

type Sentence = z.input<typeof sentence>

/** What a proposal does to the periodic budget; null where it has nothing to do with it. */
export const notePeriodicBudget = ({ content }: Pick<ProposalRow, 'content'>): Sentence | null => {
  const rule = readPeriodicBudgetStatement(content)
  if (rule === undefined) return null
  if (rule === null) return { key: 'periodic.ends', params: {} }
  const { name, token, every } = rule
  const params = { name, start: rule.start, units: rule.allocation.toString() }
  if (BigInt(token) === 0n) return { key: `periodic.sets.${every}`, params: { ...params, wei: rule.amount.toString() } }
  return { key: `periodic.setsToken.${every}`, params: { ...params, amount: rule.amount.toString(), token } }
}
