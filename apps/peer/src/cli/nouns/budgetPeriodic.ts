import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { amountOf, tokenOf } from '../input/parseBudget.ts'
import { sumText } from '../print/budget.ts'
import { lines, table, when } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'

const everies = ['week', 'month'] as const

const everyOf = (text: string) => {
  const found = everies.find((one) => one === text)
  if (found === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'every', given: text.slice(0, 20), reason: 'week or month' } })
  return found
}

const ruleOf = (call: Call) => {
  if (call.flag('none')) return null
  const from = call.option('from')
  const start = from === undefined ? 0 : Math.floor(Date.parse(from) / 1000)
  if (!Number.isSafeInteger(start)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'from', reason: 'no time' } })
  const name = call.option('for')
  const amount = call.option('amount')
  if (name === undefined || amount === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: name === undefined ? 'for' : 'amount', reason: 'missing' } })
  const token = tokenOf(call.option('token'))
  return {
    name,
    token,
    amount: amountOf(token, amount),
    allocation: call.option('allocation') ?? '100',
    every: everyOf(call.option('every') ?? 'week'),
    start,
  }
}

/** The budget of each week or month, where the members agreed on one. */
export const addPeriodicBudget = (budget: Command): void => {
  const periodic = budget.command('periodic').description('the budget of each week or month, where the members agreed on one')
  nodeVerb(
    periodic.command('show').description('the one in force, and its calendar').argument('<dao>', 'id, address or name'),
    async (node, call) => node.budgets.periodic({ space: await findDao(node, call.argument(0)) }),
    ({ rule, rounds, proposal }) =>
      rule === null
        ? 'no periodic budget'
        : [
            lines([
              ['for', rule.name],
              ['gives', `${sumText(rule.token, rule.amount)} each ${rule.every}`],
              ['agreed by', rule.decision],
              ['voted on', proposal ?? 'no change'],
            ]),
            table(
              ['round', 'begins', 'pledges until', 'state'],
              rounds.map(({ title, begins, ends, status }) => [title, when(begins * 1000), when(ends * 1000), status ?? 'to come']),
            ),
          ].join('\n\n'),
  )
  signingVerb(
    periodic
      .command('set')
      .description('put to the vote a budget of each week or month from now on')
      .argument('<dao>', 'id, address or name')
      .option('--for <name>', 'what it is for')
      .option('--amount <amount>', 'how much each, such as 1.5eth')
      .option('--token <address>', 'of a token instead of ether, in its smallest units')
      .option('--allocation <units>', 'how many units each member may pledge', '100')
      .option('--every <span>', 'week or month', 'week')
      .option('--from <time>', 'when the first one begins, such as 2027-01-04T18:00Z; now by default')
      .option('--none', 'no periodic budget any more')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) =>
      node.budgets.setPeriodic({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        rule: ruleOf(call),
        reason: call.option('reason') ?? '',
      }),
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  nodeVerb(
    periodic
      .command('reminders')
      .description('budgets that close soon and in which you have not pledged')
      .argument('<dao>', 'id, address or name'),
    async (node, call) => node.budgets.reminders({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['budget', 'title', 'gives', 'closes'],
        rows.map((row) => [row.budget.slice(0, 18), row.title, sumText(row.token, row.amount), when(row.closesAt * 1000)]),
      ),
  )
}
