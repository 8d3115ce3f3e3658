import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { table } from '../print/table.ts'
import { parseMember } from '../input/parseMember.ts'
import { nodeVerb, signingVerb } from '../verb.ts'

export const addMember = (program: Command): void => {
  const member = program.command('member').description('who belongs to a DAO')
  nodeVerb(
    member.command('list').description('members with their power and shares').argument('<dao>', 'id, address or name'),
    async (node, call) => (await node.daos.get({ space: await findDao(node, call.argument(0)) })).memberRows,
    (rows) =>
      table(
        ['account', 'name', 'power', 'shares', ''],
        rows.map(({ account, name, power, shares, self, online }) => [
          account,
          name ?? '',
          power,
          shares,
          self ? 'this node' : online ? 'online' : '',
        ]),
      ),
  )
  signingVerb(
    member
      .command('add')
      .description('propose to take somebody in; counts once the decision is on the chain')
      .argument('<dao>', 'id, address or name')
      .argument('<address:power:shares...>', 'who, with how many votes and new shares')
      .requiredOption('--title <title>', 'of the proposal')
      .option('--content <markdown>', 'why', ''),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const seats = call.rest(1).map(parseMember)
      const calls = [await node.daos.rosterCall({ space, seats })]
      const [title, content] = [call.required('title'), call.option('content') ?? '']
      return node.proposals.submit({ requestId: call.requestId, space, draft: null, title, content, calls })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
}
