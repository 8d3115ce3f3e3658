import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { table } from '../print/table.ts'
import { actingVerb, nodeVerb } from '../verb.ts'

export const addPetname = (program: Command): void => {
  const petname = program.command('petname').description('names of your own for accounts; nobody else is told')
  nodeVerb(
    petname.command('list').description('the names that you gave'),
    (node) => node.petnames.list(),
    (rows) =>
      table(
        ['name', 'account'],
        rows.map(({ name, account }) => [name, account]),
      ),
  )
  actingVerb(
    petname.command('give').description('name an account, or name it anew').argument('<account>', 'its address').argument('<name>'),
    (node, call) =>
      node.petnames.give({ requestId: call.requestId, account: parseAddress(call.argument(0), 'account'), name: call.argument(1) }),
    ({ name, account }) => `${account} is called ${name} here`,
  )
  actingVerb(
    petname.command('forget').description('take the name back').argument('<account>', 'its address'),
    (node, call) => node.petnames.forget({ requestId: call.requestId, account: parseAddress(call.argument(0), 'account') }),
    ({ account }) => `${account} has no name of yours`,
  )
}
