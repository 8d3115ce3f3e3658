import { address, amount, DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { parseHolding } from '../input/parseHolding.ts'
import { listedPart } from '../listedPart.ts'
import { formatUnits } from '../print/formatUnits.ts'
import { table } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addTribute } from './treasuryTribute.ts'

const standards = ['erc20', 'erc721', 'erc1155'] as const

const tokenOf = (call: Call) => parseAddress(call.argument(1), 'token')
const itemOf = (call: Call) => {
  const text = call.option('item')
  if (text === undefined) return null
  const parsed = amount.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'item', given: text.slice(0, 60) } })
  return parsed.data
}
const standardOf = (call: Call) => {
  const text = call.option('standard') ?? 'erc20'
  const found = standards.find((one) => one === text)
  if (found === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'standard', given: text.slice(0, 60), reason: standards.join(', ') } })
  return found
}

export const addTreasury = (program: Command): void => {
  const treasury = program.command('treasury').description('what a DAO holds, and the tokens its members look at')
  nodeVerb(
    treasury
      .command('show')
      .description('ether and every token on the list')
      .argument('<dao>', 'id, address or name')
      .option('--mine', 'what this account holds of them, instead of the treasury'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return call.flag('mine') ? node.treasury.mine({ space }) : node.treasury.get({ space })
    },
    (rows) =>
      table(
        ['token', 'item', 'standard', 'symbol', 'held'],
        rows.map(({ token, item, standard, symbol, decimals, balance }) => [
          token,
          item ?? '',
          standard,
          symbol,
          balance === null ? 'unreadable' : formatUnits(balance, decimals ?? 0),
        ]),
      ),
  )
  signingVerb(
    treasury
      .command('deposit')
      .description('put a part of a listed token, or an NFT, of this account into the treasury; ether: daomesh dao deposit')
      .argument('<dao>', 'id, address or name')
      .argument('<what>', 'TOKEN=12.5, an NFT as TOKEN#7, of an erc1155 item TOKEN#7=3'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.treasury.deposit({
        requestId: call.requestId,
        space,
        ...(await listedPart(node, space, parseHolding(call.argument(1)))),
      })
    },
    transactionText,
  )
  signingVerb(
    treasury
      .command('list')
      .description('put a token on the list')
      .argument('<dao>', 'id, address or name')
      .argument('<token>', 'address of its contract')
      .option('--standard <standard>', 'erc20 (default), erc721 or erc1155')
      .option('--item <id>', 'which item, of an erc1155 token'),
    async (node, call) =>
      node.treasury.list({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        token: tokenOf(call),
        standard: standardOf(call),
        item: itemOf(call),
      }),
    ({ entry }) => `saved here: ${entry}`,
  )
  signingVerb(
    treasury
      .command('unlist')
      .description('take a token off the list')
      .argument('<dao>', 'id, address or name')
      .argument('<token>', 'address of its contract')
      .option('--item <id>', 'which item, of an erc1155 token'),
    async (node, call) =>
      node.treasury.unlist({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        token: tokenOf(call),
        item: itemOf(call),
      }),
    ({ entry }) => `saved here: ${entry}`,
  )
  addTribute(treasury)
}
