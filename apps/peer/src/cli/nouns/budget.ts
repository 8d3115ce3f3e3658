import { DaomeshError, type ProjectId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findBudget, findDao, chooseOne } from '../choose.ts'
import { amountOf, type PledgeInput, readPledge, tokenOf } from '../input/parseBudget.ts'
import { budgetText, sumText } from '../print/budget.ts'
import { table } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addPeriodicBudget } from './budgetPeriodic.ts'

const placeOf = async (node: NodeClient, call: Call) => {
  const space = await findDao(node, call.argument(0))
  return { space, budget: await findBudget(node, space, call.argument(1)) }
}

/** Projects by id or name; the same name twice has to be given by id. @throws DaomeshError `BUDGET_UNKNOWN`. */
const projectsOf = async (node: NodeClient, place: Awaited<ReturnType<typeof placeOf>>) => {
  const { projectRows } = await node.budgets.get(place)
  const rows = projectRows.map(({ project, name }) => ({ id: project, names: [name] }))
  return (text: string): ProjectId => {
    return chooseOne(rows, text, 'project', 'BUDGET_UNKNOWN')
  }
}

const linesOf = async (node: NodeClient, place: Awaited<ReturnType<typeof placeOf>>, inputs: readonly PledgeInput[]) => {
  const find = await projectsOf(node, place)
  return inputs.map(({ project, amount }) => ({ project: find(project), amount }))
}

const show = async (node: NodeClient, call: Call) => {
  const place = await placeOf(node, call)
  const page = await node.budgets.get(place)
  const tried = call.all('if')
  if (tried.length === 0) return { ...page, estimate: null }
  const pledges = await linesOf(node, place, tried.map(readPledge))
  return { ...page, estimate: await node.budgets.estimate({ ...place, pledges }) }
}

export const addBudget = (program: Command): void => {
  const budget = program.command('budget').description('money that members divide by what they pledge')
  addPeriodicBudget(budget)
  nodeVerb(
    budget.command('list').description('the budgets of a DAO').argument('<dao>', 'id, address or name'),
    async (node, call) => node.budgets.list({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['budget', 'title', 'gives', 'state', 'projects', 'pledged', 'you'],
        rows.map((row) => [
          row.budget.slice(0, 18),
          row.title,
          sumText(row.token, row.amount),
          row.status,
          String(row.projects),
          `${row.pledged} of ${row.of}`,
          row.did ? 'yes' : row.may ? 'not yet' : '',
        ]),
      ),
  )
  signingVerb(
    budget
      .command('open')
      .description('state an amount that members will divide; it moves nothing yet')
      .argument('<dao>', 'id, address or name')
      .requiredOption('--title <title>', 'what it is for')
      .requiredOption('--amount <amount>', 'such as 10eth; a whole number of smallest units with --token')
      .option('--token <address>', 'another token than ether')
      .option('--allocation <units>', 'what each member may pledge in all', '100')
      .option('--closes <time>', 'when it ends, by the chain’s time, such as 2027-01-31T12:00Z'),
    async (node, call) => {
      const token = tokenOf(call.option('token'))
      const closes = call.option('closes')
      const closesAt = closes === undefined ? 0 : Math.floor(Date.parse(closes) / 1000)
      if (!Number.isSafeInteger(closesAt)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'closes', reason: 'no time' } })
      return node.budgets.open({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        title: call.required('title'),
        token,
        amount: amountOf(token, call.required('amount')),
        allocation: call.option('allocation') ?? '100',
        closesAt,
      })
    },
    ({ budget: id, entry }) => `${id}\nsaved here: ${entry}`,
  )
  signingVerb(
    budget
      .command('project')
      .description('add something that members may pledge to')
      .argument('<dao>', 'id, address or name')
      .argument('<budget>', 'id or title')
      .requiredOption('--name <name>', 'of the project')
      .requiredOption('--payee <address>', 'the account that gets its part')
      .option('--text <text>', 'what it is', ''),
    async (node, call) =>
      node.budgets.addProject({
        requestId: call.requestId,
        ...(await placeOf(node, call)),
        name: call.required('name'),
        payee: parseAddress(call.required('payee'), 'payee'),
        text: call.option('text') ?? '',
      }),
    ({ project, entry }) => `${project}\nsaved here: ${entry}`,
  )
  signingVerb(
    budget
      .command('pledge')
      .description('divide your allocation; it replaces what you pledged before')
      .argument('<dao>', 'id, address or name')
      .argument('<budget>', 'id or title')
      .argument('[project=units...]', 'how much to what, by name or id; nothing takes your pledge back'),
    async (node, call) => {
      const place = await placeOf(node, call)
      const pledges = await linesOf(node, place, call.rest(2).map(readPledge))
      return node.budgets.pledge({ requestId: call.requestId, ...place, pledges })
    },
    ({ entry, revision }) => `revision ${revision}\nsaved here: ${entry}`,
  )
  nodeVerb(
    budget
      .command('show')
      .description('what each project would get now, and who pledged')
      .argument('<dao>', 'id, address or name')
      .argument('<budget>', 'id or title')
      .option('--if <project=units...>', 'and what each would get if you pledged this'),
    show,
    budgetText,
  )
  signingVerb(
    budget
      .command('close')
      .description('put the exact payments to the vote')
      .argument('<dao>', 'id, address or name')
      .argument('<budget>', 'id or title')
      .option('--without <project...>', 'leave out projects that cannot be paid, and the pledges of whoever pledges to them'),
    async (node, call) => {
      const place = await placeOf(node, call)
      const find = await projectsOf(node, place)
      return node.budgets.close({ requestId: call.requestId, ...place, without: call.all('without').map(find) })
    },
    ({ decisions, entry }) => `${decisions.join('\n')}\nsaved here: ${entry}`,
  )
}
