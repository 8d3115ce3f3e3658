import {
  enactingAgenda,
  enactingSheets,
  keys,
  nameOf,
  type ProposalRow,
  proposalState,
  type ProposalValue,
  valueAt,
} from '@daomesh/governance'
import type { Address, Decision, DecisionId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalPage } from '../../contract/proposals.ts'
import { memberDaosOf } from '../../nested/memberDaos.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'

type Waits = Pick<z.input<typeof proposalPage>, 'after' | 'executor' | 'waits' | 'together'>

const isZero = (hex: string): boolean => BigInt(hex) === 0n

/** A call with data to the DAO itself may change roster or rules, and what comes behind it in one transaction fails (contracts R6.2). */
export const mayChange =
  (dao: Address) =>
  (decision: Decision): boolean =>
    decision.calls.some(({ target, data }) => target === dao && data !== '0x')

/** What would go with it into one transaction, where each of them passes at once and nothing else is missing. */
const togetherOf = (node: NodeContext, space: DaoSpace, row: ProposalRow, sender: Address | null): DecisionId[] => {
  if (sender === null) return []
  const state = space.chainState()
  const present = presentOf(node, space)
  const before = row.waits.flatMap((wait) => (wait.kind === 'after' && wait.known === 'open' ? [wait.decision] : []))
  const { order, missing } = enactingAgenda(space.registers(), state, {
    ids: [...before, row.id],
    sender,
    isChanging: mayChange(space.record.dao),
    now: present.now,
    ...(present.spent === undefined ? {} : { spent: present.spent }),
  })
  const others = order.some((id) => {
    const one = id === row.id ? row : proposalState(space.registers(), state, id, present)
    return one === undefined || one.status === 'enacted' || one.status === 'expired' || one.obstacles.length > one.waits.length
  })
  if (missing.length > 0 || others) return []
  const { decisions } = enactingSheets(space.registers(), state, order, memberDaosOf(node, space))
  return decisions.length === order.length ? [...order] : []
}

/** What a decision waits for, in what a page needs to say it. */
export const readWaits = (node: NodeContext, space: DaoSpace, row: ProposalRow): Waits => {
  const registers = space.registers()
  const account = node.account.current()
  const titled = (decision: DecisionId) => ({
    decision,
    title: valueAt<ProposalValue>(registers, keys.proposal(decision))?.title ?? null,
  })
  const { executor, afterDecision } = row.decision
  const after = afterDecision as DecisionId
  return {
    after: isZero(after) ? null : { ...titled(after), enacted: space.chainState().enacted.has(after) },
    executor: isZero(executor) ? null : { account: executor, name: nameOf(registers, executor), self: executor === account },
    waits: row.waits.map((wait) => {
      if (wait.kind === 'executor') return { kind: wait.kind, account: wait.executor, name: nameOf(registers, wait.executor) }
      if (wait.kind === 'cycle') return { kind: wait.kind, decisions: wait.decisions.map(titled) }
      return { kind: wait.kind, known: wait.known, ...titled(wait.decision) }
    }),
    together: togetherOf(node, space, row, account),
  }
}
