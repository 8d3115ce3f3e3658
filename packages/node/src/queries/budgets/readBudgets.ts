import { type BudgetRow, budgetState, estimateBudget, listBudgets, nameOf } from '@daomesh/governance'
import { type Address, type BudgetId, DaomeshError, type ProjectId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { budgetPage, budgetRow } from '../../contract/budgets.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { proposalStateOf } from '../proposals/proposalStateOf.ts'
import { seenByReader } from '../readSeenBy.ts'

export type BudgetAnswer = z.input<typeof budgetRow>
export type BudgetPageAnswer = z.input<typeof budgetPage>
type Place = { readonly space: SpaceId; readonly budget: BudgetId }

/** @throws DaomeshError `BUDGET_UNKNOWN`. */
export const requireBudget = (node: NodeContext, space: DaoSpace, budget: BudgetId): BudgetRow => {
  const row = budgetState(space.registers(), space.chainState(), budget, presentOf(node, space))
  if (row === undefined) throw new DaomeshError('BUDGET_UNKNOWN', { meta: { budget } })
  return row
}

/** A budget as lists show it. */
export const budgetRowOf = (node: NodeContext, space: DaoSpace, row: BudgetRow): BudgetAnswer => {
  const account = node.account.current()
  const counted = row.pledges.filter(({ ignored, pledges }) => ignored === null && pledges.length > 0)
  return {
    budget: row.id,
    title: row.title,
    token: row.token,
    amount: row.amount.toString(),
    allocation: row.allocation.toString(),
    closesAt: row.closesAt,
    status: row.status,
    author: row.by,
    authorName: nameOf(space.registers(), row.by),
    openedAt: row.openedAt,
    projects: row.projects.length,
    pledged: counted.length,
    of: row.voters.length,
    may: account !== null && row.voters.includes(account),
    did: counted.some(({ member }) => member === account),
  }
}

/** Budgets of a DAO, the newest first. */
export const listBudgetRows = (node: NodeContext, { space: id }: { readonly space: SpaceId }): BudgetAnswer[] => {
  const space = node.spaces.dao(id)
  return listBudgets(space.registers(), space.chainState(), presentOf(node, space)).map((row) => budgetRowOf(node, space, row))
}

const projectRows = (node: NodeContext, space: DaoSpace, row: BudgetRow): BudgetPageAnswer['projectRows'] => {
  const account = node.account.current()
  const mine = new Map(row.pledges.find(({ member }) => member === account)?.pledges.map(({ project, amount }) => [project, amount]))
  const names = Map.groupBy(row.projects, ({ name }) => name.trim().toLowerCase())
  return row.projects.map((project, i) => ({
    project: project.id,
    name: project.name,
    payee: project.payee,
    text: project.text,
    author: project.by,
    authorName: nameOf(space.registers(), project.by),
    amount: (row.parts[i]?.amount ?? 0n).toString(),
    pledgers: row.parts[i]?.pledgers ?? 0,
    pledged: (row.parts[i]?.pledged ?? 0n).toString(),
    mine: (mine.get(project.id) ?? 0n).toString(),
    namesake: (names.get(project.name.trim().toLowerCase())?.length ?? 0) > 1,
  }))
}

/** Everything about one budget. @throws DaomeshError `BUDGET_UNKNOWN`. */
export const readBudget = (node: NodeContext, { space: id, budget }: Place): BudgetPageAnswer => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  const row = requireBudget(node, space, budget)
  const seenBy = seenByReader(node, space)
  const name = (account: Address) => nameOf(registers, account)
  return {
    ...budgetRowOf(node, space, row),
    projectRows: projectRows(node, space, row),
    more: row.more,
    pledges: row.pledges.map(({ member, revision, at, pledges, ignored, equivocated, entry }) => ({
      account: member,
      name: name(member),
      revision: revision.toString(),
      at,
      sum: pledges.reduce((sum, { amount }) => sum + amount, 0n).toString(),
      ignored: ignored === null ? null : { key: ignored.key, params: { ...ignored.params } },
      equivocated,
      seenBy: seenBy(entry),
    })),
    closings: row.closings.map(({ by, decisions }) => ({
      author: by,
      authorName: name(by),
      decisions: decisions.map((decision) => ({ decision, state: proposalStateOf(node, space, decision) })),
    })),
    treasury: BigInt(row.token) === 0n ? (node.chainView.balance(space.record.dao)?.toString() ?? null) : null,
  }
}

/** What each project would get if this account pledged something else. `over`: how much that is above the allocation. @throws DaomeshError `BUDGET_UNKNOWN`. */
export const estimatePledge = (
  node: NodeContext,
  { space: id, budget, pledges }: Place & { readonly pledges: readonly { readonly project: ProjectId; readonly amount: string }[] },
): { parts: { project: ProjectId; amount: string }[]; over: string } => {
  const row = requireBudget(node, node.spaces.dao(id), budget)
  const account = node.account.required()
  const mine = pledges.map(({ project, amount }) => ({ project, amount: BigInt(amount) })).filter(({ amount }) => amount > 0n)
  const ids = row.projects.map((project) => project.id)
  const others = row.pledges.filter(({ member }) => member !== account)
  const { parts } = estimateBudget(row, ids, row.voters, [...others, { member: account, pledges: mine }])
  const sum = mine.reduce((all, { amount }) => all + amount, 0n)
  return {
    parts: parts.map(({ amount }, i) => ({ project: ids[i] as ProjectId, amount: amount.toString() })),
    over: (sum > row.allocation ? sum - row.allocation : 0n).toString(),
  }
}
