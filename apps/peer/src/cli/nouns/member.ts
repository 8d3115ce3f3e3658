import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { table } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

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
}
