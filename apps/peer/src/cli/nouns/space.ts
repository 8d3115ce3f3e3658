import type { Command } from 'commander'
import { table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

export const addSpace = (program: Command): void => {
  const space = program.command('space').description('what is replicated')
  nodeVerb(
    space.command('list').description('spaces with their sync'),
    async (node) => (await node.network.status()).spaces,
    (rows) =>
      table(
        ['space', 'name', 'entries', 'pending', 'equal peers', 'last sync'],
        rows.map(({ space, kind, name, entries, pending, peers, lastSync }) => [
          space,
          kind === 'lobby' ? `${name} (its founding)` : name,
          String(entries),
          String(pending),
          `${peers.filter(({ equal }) => equal === true).length} of ${peers.length}`,
          lastSync === null ? '' : when(lastSync),
        ]),
      ),
  )
}
