import { amount, DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { parseWei } from '../input/parseWei.ts'
import { formatEther } from '../print/formatEther.ts'
import { lines, table } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { standingText } from '../print/standing.ts'
import { nodeVerb, signingVerb } from '../verb.ts'
import { addDaoInvite } from './daoInvite.ts'

const shareCount = (text: string): string => {
  const parsed = amount.safeParse(text)
  if (!parsed.success) throw new DaomeshError('AMOUNT_INVALID', { meta: { given: text.slice(0, 60), reason: 'shares are whole numbers' } })
  return parsed.data
}

const tokensOf = (texts: readonly string[]) => texts.map((text) => parseAddress(text, 'token'))

const addReading = (dao: Command): void => {
  nodeVerb(
    dao.command('list').description('the DAOs of this node'),
    (node) => node.daos.list(),
    (rows) =>
      table(
        ['dao', 'name', 'members', 'open', 'for you', 'treasury', 'on chain'],
        rows.map((row) => [
          row.dao,
          row.name,
          String(row.members),
          String(row.openProposals),
          String(row.awaitingMe),
          row.treasury === null ? '–' : formatEther(row.treasury),
          row.deployed,
        ]),
      ),
  )
  nodeVerb(
    dao.command('show').description('one DAO with its rules and state hash').argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.get({ space: await findDao(node, call.argument(0)) }),
    (row) =>
      lines([
        ['name', row.name],
        ['dao', row.caip10],
        ['space', row.space],
        ['on chain', row.deployed],
        ['you', standingText(row.standing)],
        ['treasury', row.treasury === null ? null : formatEther(row.treasury)],
        ['members', row.members],
        ['power, shares', `${row.totalPower}, ${row.totalShares}`],
        ['quorum, threshold', `${row.rules.quorumBps / 100}%, ${row.rules.thresholdBps / 100}%`],
        ['open proposals', row.openProposals],
        ['state hash', row.hash.stateHash],
        ['locked', row.locked],
      ]),
  )
  nodeVerb(
    dao
      .command('hash')
      .description('the state hash, to compare with other members')
      .argument('<dao>', 'id, address or name')
      .option('--count <facts>', 'at the cut after this many chain facts'),
    async (node, call) => {
      const count = call.option('count')
      return node.daos.hash({ space: await findDao(node, call.argument(0)), ...(count !== undefined && { count: Number(count) }) })
    },
    ({ stateHash, unjudgedRoot, setRoot, cut, foldVersion, entries }) =>
      lines([
        ['state hash', stateHash],
        ['not judged', unjudgedRoot ?? 'nothing'],
        ['set root', setRoot],
        ['chain facts', cut.count],
        ['event root', cut.eventRoot],
        ['fold version', foldVersion],
        ['entries', entries],
      ]),
  )
}

const addActing = (dao: Command): void => {
  signingVerb(
    dao.command('deploy').description('put a founded DAO on the chain').argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.deploy({ requestId: call.requestId, space: await findDao(node, call.argument(0)) }),
    transactionText,
  )
  signingVerb(
    dao
      .command('deposit')
      .description('pay into the treasury')
      .argument('<dao>', 'id, address or name')
      .argument('<amount>', 'such as 1.5eth'),
    async (node, call) => {
      const wei = parseWei(call.argument(1)).toString()
      return node.daos.deposit({ requestId: call.requestId, space: await findDao(node, call.argument(0)), wei })
    },
    transactionText,
  )
  signingVerb(
    dao
      .command('ragequit')
      .description('give up shares for their part of the treasury')
      .argument('<dao>', 'id, address or name')
      .requiredOption('--shares <count>', 'how many of your shares')
      .option('--token <address...>', 'tokens to take part in besides ether')
      .option('--preview', 'only say what would be paid'),
    async (node, call) => {
      const shares = shareCount(call.required('shares'))
      const tokens = tokensOf(call.all('token'))
      const space = await findDao(node, call.argument(0))
      if (call.flag('preview')) return { preview: await node.daos.ragequitPreview({ space, shares, tokens }) }
      return { transaction: await node.daos.ragequit({ requestId: call.requestId, space, shares, tokens }) }
    },
    (result) =>
      'transaction' in result && result.transaction !== undefined
        ? transactionText(result.transaction)
        : table(
            ['token', 'of the treasury', 'of its income'],
            (result.preview?.payouts ?? []).map(({ token, amount: part, income }) => [token, part, income]),
          ),
  )
  signingVerb(
    dao.command('name').description('the name the others see for you').argument('<dao>', 'id, address or name').argument('<name>'),
    async (node, call) =>
      node.daos.setDisplayName({ requestId: call.requestId, space: await findDao(node, call.argument(0)), name: call.argument(1) }),
    ({ entry }) => `saved here: ${entry}`,
  )
}

export const addDao = (program: Command): void => {
  const dao = program.command('dao').description('the DAOs of this node')
  addReading(dao)
  addActing(dao)
  addDaoInvite(dao)
}
