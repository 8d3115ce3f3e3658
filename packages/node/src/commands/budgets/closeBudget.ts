import { paymentCall } from '@daomesh/chain'
import {
  budgetPayments,
  type BudgetRow,
  budgetSlotOf,
  closingStatement,
  contentHashOf,
  estimateBudget,
  pledgesRootOf,
} from '@daomesh/governance'
import {
  type Address,
  type BudgetId,
  type Call,
  DaomeshError,
  type Decision,
  type DecisionId,
  decisionIdOf,
  type EntryId,
  type Hex,
  type ProjectId,
  type SpaceId,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireBudget } from '../../queries/budgets/readBudgets.ts'
import { coinWords } from '../../queries/coinWords.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { decisionFrame } from '../../spaces/decisionFrame.ts'
import { closingText } from '../../words/closingText.ts'

export type CloseBudgetParameters = { readonly space: SpaceId; readonly budget: BudgetId; readonly without: readonly ProjectId[] }

const noCode: Hex = `0x${'0'.repeat(64)}`
const isEther = (token: Address): boolean => BigInt(token) === 0n

/** The code that a payment of a token pins; none for ether. @throws DaomeshError `CHAIN_UNREACHABLE`; `INPUT_INVALID` where no contract stands there. */
export const payingCodeOf = async (node: NodeContext, token: Address): Promise<Hex> => {
  if (isEther(token)) return noCode
  const codeHash = await node.adapters.chain.client.codeHash(token)
  if (codeHash === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', reason: 'no contract stands there', token } })
  return codeHash
}

/** The pledges that count here now, and the projects that could be pledged to. A project that is left out takes its pledgers' whole pledge with it (B3). */
const setOf = (row: BudgetRow, without: ReadonlySet<ProjectId>) => ({
  pledges: row.pledges.filter(
    ({ ignored, pledges }) => ignored === null && pledges.length > 0 && pledges.every(({ project }) => !without.has(project)),
  ),
  projects: row.projects.filter(({ id }) => !without.has(id)),
})

/**
 * Closes a budget: proposes the exact payments that the pledges held here come to, in the slots of the budget, naming the pledges it counted. Any member may,
 * once the chain has passed the end that the budget states; another closing may be proposed beside it, and the chain pays one.
 * @throws DaomeshError `BUDGET_UNKNOWN`, `BUDGET_OPEN`, `BUDGET_CLOSED` once it is paid, `BUDGET_EMPTY`, `CHAIN_UNREACHABLE` for a token.
 */
export const closeBudget = async (
  node: NodeContext,
  { space: id, budget, without }: CloseBudgetParameters,
  keep: Keep<{ decisions: DecisionId[]; entry: EntryId }>,
): Promise<{ decisions: DecisionId[]; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const row = requireBudget(node, space, budget)
  if (row.status === 'paid') throw new DaomeshError('BUDGET_CLOSED', { meta: { budget, status: row.status } })
  if (row.closesAt > node.chainView.now()) throw new DaomeshError('BUDGET_OPEN', { meta: { budget, closesAt: row.closesAt } })
  const { pledges, projects } = setOf(row, new Set(without))
  if (pledges.length === 0) throw new DaomeshError('BUDGET_EMPTY', { meta: { budget } })
  const token = isEther(row.token) ? null : { address: row.token, codeHash: await payingCodeOf(node, row.token) }
  const ids = projects.map((project) => project.id).toSorted()
  const digests = pledges.map(({ digest }) => digest).toSorted()
  const root = pledgesRootOf(digests, ids)
  const { parts } = estimateBudget(row, ids, row.voters, pledges)
  const cut = budgetPayments(parts, new Map(projects.map((project) => [project.id, project.payee])))
  const made = cut.map((payments, part) => {
    const { title, content } = closingText(
      row,
      payments.map((payment) => ({ ...payment, name: projects.find((project) => project.id === payment.project)?.name ?? '' })),
      { pledgers: pledges.length, statement: closingStatement({ budget, part, parts: cut.length, root }), part, of: cut.length },
      coinWords(node.adapters.chain.client).symbol,
    )
    const calls = payments.map(({ payee, amount }): Call => paymentCall({ to: payee, amount, ...(token && { token }) }))
    const decision: Decision = {
      ...decisionFrame(node, space),
      slot: budgetSlotOf(budget, part),
      calls,
      contentHash: contentHashOf(title, content),
    }
    return { title, content, decision }
  })
  const decisions = made.map(({ decision }) => decisionIdOf(space.record.chain.chainId, space.record.dao, decision))
  const outcome = (entry: EntryId) => ({ decisions, entry })
  const body = { budget, pledges: digests, projects: ids, parts: made }
  return outcome(await space.append('budget.close', body, { meta: (entry) => [keep(outcome(entry))] }))
}
