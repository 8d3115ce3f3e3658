import { DaomeshError, spaceId } from '@daomesh/protocol'
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
  nodeVerb(
    space.command('audit').description('every record of a space with its verdict').argument('<space>', 'whole id'),
    (node, call) => {
      const parsed = spaceId.safeParse(call.argument(0))
      if (!parsed.success) throw new DaomeshError('SPACE_UNKNOWN', { meta: { given: call.argument(0).slice(0, 80) } })
      return node.daos.audit({ space: parsed.data })
    },
    (rows) =>
      table(
        ['entry', 'kind', 'account', 'device', 'seq', 'at', 'status', 'reason'],
        rows.map((row) => [
          row.entry,
          row.kind,
          row.account ?? '',
          row.device.slice(0, 16),
          String(row.seq),
          when(row.at),
          row.status,
          row.reason ?? '',
        ]),
      ),
  )
}
