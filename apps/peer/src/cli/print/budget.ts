import type { NodeClient } from '@daomesh/node/client'
import { formatEther } from './formatEther.ts'
import { lines, table, when } from './table.ts'

type Page = Awaited<ReturnType<NodeClient['budgets']['get']>>
type Shown = Page & { readonly estimate: Awaited<ReturnType<NodeClient['budgets']['estimate']>> | null }

export const sumText = (token: string, amount: string): string =>
  BigInt(token) === 0n ? formatEther(amount) : `${amount} units of ${token}`

export const budgetText = (page: Shown): string => {
  const then = new Map(page.estimate?.parts.map(({ project, amount }) => [project, amount]))
  const column = page.estimate === null ? [] : ['if you pledged this']
  return [
    lines([
      ['budget', page.budget],
      ['title', page.title],
      ['gives', sumText(page.token, page.amount)],
      ['state', page.status],
      ['closes', page.closesAt === 0 ? 'when a member closes it' : when(page.closesAt * 1000)],
      ['each may pledge', page.allocation],
      ['pledged', `${page.pledged} of ${page.of}`],
      ...(page.estimate !== null && page.estimate.over !== '0' ? ([['over your allocation by', page.estimate.over]] as const) : []),
      ...page.closings.map(
        ({ authorName, author, decisions }) =>
          [
            `closed by ${authorName ?? author}`,
            decisions.map(({ decision, state }) => `${decision.slice(0, 18)} ${state}`).join(', '),
          ] as const,
      ),
    ]),
    table(
      ['project', 'name', 'payee', 'would get now', ...column, 'pledged', 'of members', 'yours'],
      page.projectRows.map((row) => [
        row.project.slice(0, 18),
        row.name,
        row.payee,
        sumText(page.token, row.amount),
        ...(page.estimate === null ? [] : [sumText(page.token, then.get(row.project) ?? '0')]),
        row.pledged,
        String(row.pledgers),
        row.mine,
      ]),
    ),
    table(
      ['member', 'pledged', 'revision', ''],
      page.pledges.map(({ name, account, sum, revision, ignored }) => [
        name ?? account,
        sum,
        revision,
        ignored === null ? '' : `does not count: ${ignored.key}`,
      ]),
    ),
  ].join('\n\n')
}
