import { decodeRosterChange } from '@daomesh/chain'
import { listProposals, nameOf, type ProposalRow, readHalfLifeStatement } from '@daomesh/governance'
import type { Call, Decision, SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { halfLifeShape, sentence } from '../../contract/shapes.ts'
import { halfLifeCall, halfLifeNow } from '../../spaces/halfLifeNow.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { isFree, underWay } from '../proposals/underWay.ts'

export type HalfLifeAnswer = z.input<typeof halfLifeShape>
type Sentence = z.input<typeof sentence>

/** Whether a decision makes this call and nothing else. */
const isJust = ({ calls: [call, ...more] }: Decision, asked: Pick<Call, 'target' | 'value' | 'data'>): boolean =>
  more.length === 0 && call?.target === asked.target && call.value === asked.value && call.data === asked.data

/** The half-life in force, what it asks for now, and the proposal under way that does just that. */
export const readHalfLife = (node: NodeContext, { space: id }: { readonly space: SpaceId }): HalfLifeAnswer => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  const state = halfLifeNow(node, space)
  if (state === null) return { rule: null, period: 0, next: 0, due: [], proposal: null }
  const asked = halfLifeCall(space, state)
  const proposed =
    state.due.length === 0
      ? undefined
      : listProposals(registers, space.chainState(), presentOf(node, space)).find(
          ({ status, decision }) => underWay.has(status) && isFree(decision) && isJust(decision, asked),
        )
  return {
    rule: { period: state.rule.period, halfLife: state.rule.halfLife, decision: state.decision },
    period: state.period,
    next: state.next,
    due: state.due.map(({ account, from, to }) => ({
      account,
      name: nameOf(registers, account),
      from: from.toString(),
      to: to.toString(),
    })),
    proposal: proposed?.id ?? null,
  }
}

const title = /^Half-life of power: period [0-9]+$/

/** What a proposal does to the half-life, or whether it is what the half-life asks for now; null where it has nothing to do with it. */
export const noteHalfLife = (node: NodeContext, space: DaoSpace, row: ProposalRow): Sentence | null => {
  const rule = readHalfLifeStatement(row.content)
  if (rule === null) return { key: 'halfLife.ends', params: {} }
  if (rule !== undefined) return { key: 'halfLife.sets', params: { periods: rule.halfLife, seconds: rule.period } }
  const [call] = row.decision.calls
  const isRoutine = title.test(row.title) && call !== undefined && decodeRosterChange(space.record.dao, call) !== null
  if (!isRoutine || !underWay.has(row.status)) return null
  const state = halfLifeNow(node, space)
  const isDue = state !== null && isJust(row.decision, halfLifeCall(space, state))
  return { key: isDue ? 'halfLife.matches' : 'halfLife.differs', params: {} }
}
