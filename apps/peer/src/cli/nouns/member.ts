import type { NodeClient } from '@daomesh/node/client'
import { type Address, address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { table } from '../print/table.ts'
import { parseMember } from '../input/parseMember.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addMemberDaos } from './memberDaos.ts'
import { addHalfLife } from './memberHalfLife.ts'

/** What `--power` sets or `--grant` adds; null where neither is given. */
const powerAsked = async (node: NodeClient, space: SpaceId, account: Address, call: Call): Promise<string | null> => {
  const [power, grant] = [call.option('power'), call.option('grant')]
  if (power !== undefined && grant !== undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'power', reason: 'give --power or --grant' } })
  if (grant === undefined) return power ?? null
  const now = (await node.daos.get({ space })).memberRows.find((row) => row.account === account)
  if (now === undefined || !/^[0-9]{1,20}$/.test(grant))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'grant', reason: 'no member, or no number' } })
  return (BigInt(now.power) + BigInt(grant)).toString()
}

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
      // A DAO signs by its members' ballots, not by a key: the chain says what stands there.
      const seats = await Promise.all(
        call
          .rest(1)
          .map(parseMember)
          .map(async (seat) => {
            const { kind } = await node.daos.account({ account: seat.account })
            return { ...seat, kind: kind === 'dao' ? ('contract' as const) : ('key' as const) }
          }),
      )
      const calls = [await node.daos.rosterCall({ space, seats })]
      const [title, content] = [call.required('title'), call.option('content') ?? '']
      return node.proposals.submit({ requestId: call.requestId, space, draft: null, title, content, calls })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  signingVerb(
    member
      .command('replace')
      .description('put to the vote that another account takes a member’s place: its power, and as many new shares')
      .argument('<dao>', 'id, address or name')
      .argument('<account>', 'of the member')
      .argument('<other>', 'that takes its place')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) =>
      node.proposals.replaceMember({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        from: parseAddress(call.argument(1), 'account'),
        to: parseAddress(call.argument(2), 'other'),
        reason: call.option('reason') ?? '',
      }),
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  signingVerb(
    member
      .command('remove')
      .description('put to the vote that a member loses its power and its place; the shares stay its own')
      .argument('<dao>', 'id, address or name')
      .argument('<account>', 'of the member')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) =>
      node.proposals.replaceMember({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        from: parseAddress(call.argument(1), 'account'),
        to: null,
        reason: call.option('reason') ?? '',
      }),
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  signingVerb(
    member
      .command('power')
      .description('put to the vote another power for a member, new shares, or both')
      .argument('<dao>', 'id, address or name')
      .argument('<account>', 'of the member')
      .option('--power <number>', 'the new power')
      .option('--grant <number>', 'how much is added to the present power')
      .option('--shares <number>', 'new shares', '0')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const account = parseAddress(call.argument(1), 'account')
      const changes = [{ account, power: await powerAsked(node, space, account, call), mint: call.option('shares') ?? '0' }]
      return node.proposals.changePower({ requestId: call.requestId, space, changes, reason: call.option('reason') ?? '' })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  addHalfLife(member)
  addMemberDaos(member)
}
