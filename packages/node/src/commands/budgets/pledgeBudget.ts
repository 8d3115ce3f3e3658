import { nextPledgeRevision } from '@daomesh/governance'
import { type BudgetId, DaomeshError, daomeshDomain, type EntryId, hashTypedData, type ProjectId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireBudget } from '../../queries/budgets/readBudgets.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { reserve } from '../../requests/reserve.ts'

export type PledgeLineInput = { readonly project: ProjectId; readonly amount: string }
export type PledgeBudgetParameters = { readonly space: SpaceId; readonly budget: BudgetId; readonly pledges: readonly PledgeLineInput[] }

/**
 * Signs everything that this account pledges to a budget and keeps it; it replaces what the account pledged before. Works offline.
 * @throws DaomeshError `BUDGET_UNKNOWN` (of a project too), `BUDGET_CLOSED`, `PLEDGE_OVER`, `INPUT_INVALID`, `MEMBERSHIP_REFUSED`, `SIGNING_REFUSED`,
 * `SIGNING_BLIND`, `SIGNING_MISMATCH`.
 */
export const pledgeBudget = async (
  node: NodeContext,
  { space: id, budget, pledges }: PledgeBudgetParameters,
  keep: Keep<{ entry: EntryId; revision: string }>,
): Promise<{ entry: EntryId; revision: string }> => {
  const space = node.spaces.dao(id)
  const account = node.account.required()
  const row = requireBudget(node, space, budget)
  if (row.status !== 'open') throw new DaomeshError('BUDGET_CLOSED', { meta: { budget, status: row.status } })
  if (!row.voters.includes(account)) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { space: id, account } })
  const lines = pledges.map(({ project, amount }) => ({ project, amount: BigInt(amount) })).filter(({ amount }) => amount > 0n)
  if (new Set(lines.map(({ project }) => project)).size !== lines.length)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'pledges', reason: 'a project is named twice' } })
  const projects = lines.map(({ project }) => {
    const found = row.projects.find((one) => one.id === project)
    if (found === undefined) throw new DaomeshError('BUDGET_UNKNOWN', { meta: { budget, project } })
    return { budget: found.budget, name: found.name, payee: found.payee, text: found.text }
  })
  const sum = lines.reduce((all, { amount }) => all + amount, 0n)
  if (sum > row.allocation)
    throw new DaomeshError('PLEDGE_OVER', { meta: { allocation: row.allocation.toString(), over: (sum - row.allocation).toString() } })
  const sheet = {
    member: account,
    budget,
    revision: reserve(node.meta, `pledge:${id}:${budget}:${account}`, nextPledgeRevision(space.registers(), budget, account)),
    pledges: lines,
  }
  const domain = daomeshDomain(space.record.chain.chainId, space.record.dao)
  const { title, token, amount, allocation, closesAt, salt } = row
  // The signer hashes what it shows and compares with the sheet, so it need not believe this process.
  const about = { budget: { title, token, amount, allocation, closesAt, salt }, projects }
  const context = { title: `Pledge in ${space.record.genesis.name}`, lines: [] }
  const signature = await node.adapters.signer.sign(account, {
    type: 'typedData',
    domain,
    name: 'PledgeSheet',
    message: sheet,
    about,
    context,
  })
  if (node.adapters.verifier.recoverAccount(hashTypedData(domain, 'PledgeSheet', sheet), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  const outcome = (entry: EntryId) => ({ entry, revision: sheet.revision.toString() })
  return outcome(await space.append('budget.pledge', { sheet, signature }, { meta: (entry) => [keep(outcome(entry))] }))
}
