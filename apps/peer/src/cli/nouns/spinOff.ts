import type { Address } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao, findProposal } from '../choose.ts'
import { spinOffText } from '../print/spinOff.ts'
import { transactionText } from '../print/transaction.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'

const planOf = async (node: NodeClient, call: Call) => ({
  space: await findDao(node, call.argument(0)),
  name: call.required('name'),
  leavers: [...call.all('member')].map((text): Address => parseAddress(text, 'member')),
  rules: null,
  tokens: [...call.all('token')].map((text): Address => parseAddress(text, 'token')),
})

const withPlan = (command: Command): Command =>
  command
    .argument('<dao>', 'the DAO that they leave')
    .requiredOption('--name <name>', 'what the new DAO is called')
    .requiredOption('--member <address...>', 'who goes')
    .option('--token <address...>', 'tokens that are divided beside the chain’s own coin and those on the list')

export const addSpinOff = (program: Command): void => {
  const spinOff = program.command('spin-off').description('let some members leave together into a new DAO')
  nodeVerb(
    withPlan(spinOff.command('preview').description('who goes and stays with what')),
    async (node, call) => node.spinOffs.preview(await planOf(node, call)),
    spinOffText,
  )
  actingVerb(
    withPlan(spinOff.command('propose').description('put it to the vote')).option('--note <text>', 'why, Markdown', ''),
    async (node, call) =>
      node.spinOffs.propose({ ...(await planOf(node, call)), requestId: call.requestId, note: call.option('note') ?? '' }),
    ({ decision }) => decision,
  )
  signingVerb(
    spinOff
      .command('enact')
      .description('one transaction: everybody who goes leaves into the new DAO, or nobody does')
      .argument('<dao>', 'the DAO that they leave')
      .argument('<proposal>', 'id or title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.spinOffs.enact({ requestId: call.requestId, space, decision: await findProposal(node, space, call.argument(1)) })
    },
    transactionText,
  )
}
