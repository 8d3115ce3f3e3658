import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { lines } from '../print/table.ts'
import { differenceLine } from '../print/differenceLine.ts'
import { nodeVerb } from '../verb.ts'
import { wordsOf } from '../print/storage.ts'

export const addStatus = (program: Command): void => {
  nodeVerb(
    program
      .command('status')
      .description('the running node at a glance')
      .option('--read-damage', 'I have read that the database was damaged: say it no more')
      .option('--read-restored', 'I have read that this home was put back from a copy, or moved: say it no more'),
    async (node, { flag, requestId }) => {
      if (flag('readDamage')) await node.node.dismissDamage({ requestId })
      if (flag('readRestored')) await node.node.dismissRestored({ requestId: flag('readDamage') ? randomUUID() : requestId })
      return node.node.status()
    },
    ({ version, home, device, account, signer, network, chain, storage, differences }) =>
      lines([
        ['version', version],
        ['home', home],
        ['device', device],
        ['account', account],
        ['signer', `${signer.state}, ${signer.pending} waiting`],
        ['network', `${network.state}, ${network.peers} peers`],
        ['chain', `${chain.name}, ${chain.state}, block ${chain.block ?? '–'}`],
        ['storage', wordsOf(storage)],
        ...differences.map(differenceLine),
      ]),
  )
}
