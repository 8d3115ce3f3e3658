import type { Command } from 'commander'
import { lines } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

export const addStatus = (program: Command): void => {
  nodeVerb(
    program.command('status').description('the running node at a glance'),
    (node) => node.node.status(),
    ({ version, home, device, account, signer, network, chain }) =>
      lines([
        ['version', version],
        ['home', home],
        ['device', device],
        ['account', account],
        ['signer', `${signer.state}, ${signer.pending} waiting`],
        ['network', `${network.state}, ${network.peers} peers`],
        ['chain', `${chain.name}, ${chain.state}, block ${chain.block ?? '–'}`],
      ]),
  )
}
