import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['budgets']
export type BudgetSummary = Outputs['list'][number]
export type BudgetDetails = Outputs['get']
export type BudgetProject = BudgetDetails['projectRows'][number]

/** Part of a whole in percent for a bar's width; amounts never pass through floating point before they are cut. */
export const partOf = (amount: string, whole: string): string =>
  whole === '0' ? '0%' : `${Number((BigInt(amount) * 10_000n) / BigInt(whole)) / 100}%`
