import type { Command } from 'commander'
import { differenceLine } from '../print/differenceLine.ts'
import { lines } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

export const addNetwork = (program: Command): void => {
  const network = program.command('network').description('being reachable, or not')
  nodeVerb(
    network.command('status').description('online, alone, syncing or live'),
    (node) => node.network.status(),
    ({ state, device, addresses, peers, spaces, differences }) =>
      lines([
        ['state', state],
        ['device', device],
        ['peers', peers.length],
        ['spaces', spaces.length],
        ...addresses.map((address) => ['address', address] as const),
        ...differences.map(differenceLine),
      ]),
  )
  for (const [name, online, description] of [
    ['online', true, 'connect to the others'],
    ['offline', false, 'work alone; everything is saved here and sent later'],
  ] as const)
    nodeVerb(
      network.command(name).description(description).option('--chain', 'the chain endpoint too'),
      (node, call) => node.network.setOnline({ online, chain: online || call.flag('chain') ? online : true }),
      ({ online }) => (online ? 'online' : 'offline'),
    )
  nodeVerb(
    network.command('sync').description('compare with every connected peer now'),
    (node) => node.network.syncNow(),
    ({ sessions }) => `${sessions} sessions`,
  )
}
