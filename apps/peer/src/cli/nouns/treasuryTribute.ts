import { address, amount, DaomeshError, ether } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { parseHolding } from '../input/parseHolding.ts'
import { parseWei } from '../input/parseWei.ts'
import { listedPart } from '../listedPart.ts'
import { transactionText } from '../print/transaction.ts'
import { type Call, signingVerb } from '../verb.ts'

const wholeOf = (call: Call, field: string): string | null => {
  const text = call.option(field)
  if (text === undefined) return null
  const parsed = amount.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'a whole number' } })
  return parsed.data
}

/** What somebody gives a DAO for shares, power or funds, by one decision. */
export const addTribute = (treasury: Command): void => {
  signingVerb(
    treasury
      .command('tribute')
      .description('put to the vote that the DAO takes a tribute and gives shares, power or funds for it, all or nothing')
      .argument('<dao>', 'id, address or name')
      .argument('<what>', 'TOKEN=12.5 of a listed token')
      .option('--account <address>', 'whose tribute it is; default: this account. Any other lets the DAO take it by: treasury allow')
      .option('--shares <number>', 'new shares that it gets')
      .option('--power <number>', 'what its power becomes')
      .option('--funds <what>', 'what the treasury pays it: 1.5eth, or TOKEN=12.5')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const { token, amount: units } = await listedPart(node, space, parseHolding(call.argument(1)))
      const [funds, given] = [call.option('funds'), call.option('account')]
      const own = (await node.node.status()).account
      if (given === undefined && own === null) throw new DaomeshError('IDENTITY_MISSING')
      const { requestId } = call
      return node.treasury.tribute({
        requestId,
        space,
        account: parseAddress(given ?? own ?? '', 'account'),
        token,
        amount: units,
        shares: wholeOf(call, 'shares') ?? '0',
        power: wholeOf(call, 'power'),
        funds:
          funds === undefined
            ? null
            : funds.includes('=')
              ? await listedPart(node, space, parseHolding(funds))
              : { token: ether, amount: parseWei(funds).toString() },
        reason: call.option('reason') ?? '',
      })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  signingVerb(
    treasury
      .command('allow')
      .description('let a DAO take just so much of a token of this account by a decision; 0 takes it back')
      .argument('<dao>', 'id, address or name')
      .argument('<token>', 'address of its contract')
      .argument('<units>', 'in its smallest unit'),
    async (node, call) => {
      const units = amount.safeParse(call.argument(2))
      if (!units.success) throw new DaomeshError('AMOUNT_INVALID', { meta: { text: call.argument(2).slice(0, 60) } })
      const [space, token] = [await findDao(node, call.argument(0)), parseAddress(call.argument(1), 'account')]
      return node.treasury.allow({ requestId: call.requestId, space, token, amount: units.data })
    },
    transactionText,
  )
}
