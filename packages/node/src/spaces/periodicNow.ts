import { type PeriodicBudgetState, periodicBudgetState } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from './space.ts'

/** The periodic budget in force, by the time of the chain; null where none is agreed. */
export const periodicNow = (node: Pick<NodeContext, 'chainView'>, space: DaoSpace): PeriodicBudgetState | null =>
  periodicBudgetState(space.registers(), space.chainState(), node.chainView.now())
