import { address, ether } from '@daomesh/protocol'
import type { Command } from 'commander'
import { tokenOf } from '../input/parseBudget.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { table } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { nodeVerb, signingVerb } from '../verb.ts'

export const addIncome = (program: Command): void => {
  const income = program.command('income').description('what a DAO earns, and how it is split')
  nodeVerb(
    income
      .command('show')
      .description('what lies in treasury and inbox, and what waits for you')
      .argument('<dao>', 'id, address or name')
      .option('--token <address...>', 'tokens to look at besides ether'),
    async (node, call) =>
      node.income.get({
        space: await findDao(node, call.argument(0)),
        tokens: [ether, ...call.all('token').map((text) => parseAddress(text, 'token'))],
      }),
    ({ inbox, rows }) =>
      `income goes to ${inbox}\n${table(
        ['token', 'treasury', 'income', 'of it to the treasury', 'to you', 'waits for you'],
        rows.map((row) => [
          row.token,
          row.treasury,
          row.income,
          row.toTreasury,
          row.parts.find(({ self }) => self)?.amount ?? '0',
          row.myCredit,
        ]),
      )}`,
  )
  signingVerb(
    income
      .command('distribute')
      .description('split what lies in the inbox between treasury and members')
      .argument('<dao>', 'id, address or name')
      .option('--token <address>', 'another token than ether'),
    async (node, call) =>
      node.income.distribute({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        token: tokenOf(call.option('token')),
      }),
    transactionText,
  )
  signingVerb(
    income
      .command('claim')
      .description('draw what could not be paid to you')
      .argument('<dao>', 'id, address or name')
      .option('--token <address>', 'another token than ether')
      .option('--to <address>', 'another account than yours'),
    async (node, call) => {
      const to = call.option('to')
      return node.income.claim({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        token: tokenOf(call.option('token')),
        recipient: to === undefined ? null : parseAddress(to, 'to'),
      })
    },
    transactionText,
  )
}
