import { type AuditRow, type NodeClient, readRecords } from '@daomesh/node/client'
import { catalogue, DaomeshError, entryId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { parseWhole } from '../input/parseWhole.ts'
import { table, when } from '../print/table.ts'
import { nodeVerb, actingVerb } from '../verb.ts'

type Proofs = Awaited<ReturnType<NodeClient['daos']['proofs']>>
type Whose = { readonly account: string | null; readonly name: string | null }

const who = ({ account, name }: Whose): string => name ?? account ?? 'not known'

/** What it is, and what to do: the same words as in the interface. */
const words = (code: string | null): string => {
  if (code === null) return ''
  const known = code in catalogue ? catalogue[code as keyof typeof catalogue] : null
  return known === null ? code : `${code}: ${known.what} ${known.todo}`
}

const notAccepted = ['pending', 'rejected', 'opaque', 'locked', 'forked', 'cut'] as const

const recordsText = (rows: readonly AuditRow[]): string =>
  table(
    ['record', 'kind', 'member', 'seq', 'at', 'status', 'why'],
    rows.map((row) => [
      row.entry,
      row.kind,
      who(row),
      String(row.seq),
      when(row.at),
      row.status,
      words(row.reason ?? row.waits) + (row.republishable ? ' Its ballot can be published again.' : ''),
    ]),
  )

const proofsText = ({ forks, unlinked, views, keys }: Proofs): string =>
  [
    table(
      ['fork of', 'device', 'from', 'first proof', 'second proof', 'set aside'],
      forks.map((one) => [
        who(one),
        one.device.slice(0, 16),
        String(one.seq),
        one.proof[0].entry,
        one.proof[1].entry,
        String(one.setAside),
      ]),
    ),
    table(
      ['unlinked by', 'device', 'record', 'at', 'cut'],
      unlinked.map((one) => [who(one), one.device, one.entry, when(one.at), String(one.cut)]),
    ),
    table(
      ['membership', 'members', 'came', 'left', 'cut'],
      views.map(({ index, current, members, joined, left, cut }) => [
        current ? `${index} (now)` : String(index),
        members.map(who).join(', '),
        joined.map(who).join(', '),
        left.map(who).join(', '),
        String(cut),
      ]),
    ),
    table(
      ['key', 'membership', 'made by', 'given to', ''],
      keys.map((one) => [
        one.key,
        String(one.index),
        who(one),
        one.devices.map((device) => `${who(device)} ${device.device.slice(0, 8)}`).join(', '),
        [one.writes ? 'in use' : '', one.exposed ? 'an unlinked device may hold it' : '', one.held ? '' : 'not held here']
          .filter((text) => text !== '')
          .join(', '),
      ]),
    ),
  ].join('\n\n')

export const addAudit = (program: Command): void => {
  const audit = program.command('audit').description('what became of every record, and the proofs behind it')
  nodeVerb(
    audit
      .command('records')
      .description('records that are not accepted, each with its reason and what to do')
      .argument('<dao>', 'id, address or name')
      .option('--all', 'accepted ones too')
      .option('--newest <count>', 'so many of the newest; without it all'),
    async (node, call) => {
      const newest = call.option('newest')
      return readRecords({
        daos: node.daos,
        space: await findDao(node, call.argument(0)),
        ...(call.flag('all') ? {} : { statuses: notAccepted }),
        ...(newest === undefined ? {} : { most: parseWhole(newest, 'newest') }),
      })
    },
    (rows) => (rows.length === 0 ? 'All records are in order.' : recordsText(rows)),
  )
  nodeVerb(
    audit
      .command('proofs')
      .description('forks with both records, unlinked devices, memberships, and the history of keys')
      .argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.proofs({ space: await findDao(node, call.argument(0)) }),
    proofsText,
  )
  actingVerb(
    audit
      .command('republish')
      .description('publish a signed ballot again that was set aside; anybody may')
      .argument('<dao>', 'id, address or name')
      .argument('<record>', 'whole id'),
    async (node, call) => {
      const entry = entryId.safeParse(call.argument(1))
      if (!entry.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'record', reason: 'give the whole id' } })
      return node.ballots.republish({ requestId: call.requestId, space: await findDao(node, call.argument(0)), entry: entry.data })
    },
    ({ entry }) => `saved here: ${entry}`,
  )
}
