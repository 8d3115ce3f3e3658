import { changeRosterCall } from '@daomesh/chain'
import { type HalfLifeState, halfLifeState } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import { presentOf } from './presentOf.ts'
import type { DaoSpace } from './space.ts'

/** The roster change of the present period, as a call of a decision. */
export const halfLifeCall = (space: DaoSpace, { due }: HalfLifeState) =>
  changeRosterCall(
    space.record.dao,
    due.map(({ account, kind, to }) => ({ account, kind, power: to, mint: 0n })),
  )

/** The half-life in force and what it asks for now; null where none is agreed. */
export const halfLifeNow = (node: Pick<NodeContext, 'chainView'>, space: DaoSpace): HalfLifeState | null =>
  halfLifeState(space.registers(), space.chainState(), presentOf(node, space))
