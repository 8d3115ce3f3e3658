import { DaomeshError, inviteId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { standingText } from '../print/standing.ts'
import { lines, table, when } from '../print/table.ts'
import { nodeVerb, signingVerb } from '../verb.ts'

/** How others come into a DAO that exists: a member's second device, and whom a decision took in. */
export const addDaoInvite = (dao: Command): void => {
  signingVerb(
    dao
      .command('invite')
      .description('an invite for a new member, or for another device of a member')
      .argument('<dao>', 'id, address or name')
      .option('--expires <hours>', 'until it ends', '168'),
    async (node, call) =>
      node.daos.invite({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        expiresInHours: Number(call.required('expires')),
      }),
    ({ link }) => link ?? '',
  )
  nodeVerb(
    dao.command('invites').description('the invites that members gave out').argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.invites({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['invite', 'by', 'state', 'expires'],
        rows.map(({ invite, by, name, state, expires }) => [invite, name ?? by, state, when(expires)]),
      ),
  )
  nodeVerb(
    dao.command('applicants').description('who asks for a seat').argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.applicants({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['account', 'calls themselves', 'since', 'heard by', 'proposal'],
        rows.map(({ account, name, at, by, byName, decision }) => [account, name, when(at), byName ?? by, decision ?? '']),
      ),
  )
  signingVerb(
    dao
      .command('revoke-invite')
      .description('end an invite, whoever gave it')
      .argument('<dao>', 'id, address or name')
      .argument('<invite>', 'its id, see “dao invites”'),
    async (node, call) => {
      const invite = inviteId.safeParse(call.argument(1))
      if (!invite.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'invite', reason: 'not an id of an invite' } })
      return node.daos.revokeInvite({ requestId: call.requestId, space: await findDao(node, call.argument(0)), invite: invite.data })
    },
    (rows) =>
      table(
        ['invite', 'state'],
        rows.map(({ invite, state }) => [invite, state]),
      ),
  )
  signingVerb(
    dao
      .command('enter')
      .description('open a DAO by an invite: as a member’s other device, or to wait until a decision takes you in')
      .argument('<invite>', 'the link, or a message that contains it')
      .option('--as <name>', 'your own name, where you have none there yet'),
    (node, call) => node.daos.enter({ requestId: call.requestId, invite: call.argument(0), displayName: call.option('as') ?? '' }),
    ({ space, name, standing }) =>
      lines([
        ['dao', name],
        ['space', space],
        ['you', standingText(standing)],
      ]),
  )
}
