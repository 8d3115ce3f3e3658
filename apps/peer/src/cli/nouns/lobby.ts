import { bytes32, DaomeshError } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { findDao, findLobby } from '../choose.ts'
import { parseMember } from '../input/parseMember.ts'
import { addRuleOptions, parseRules, usualRules } from '../input/parseRules.ts'
import { lines, table, when } from '../print/table.ts'
import { nodeVerb, signingVerb, actingVerb } from '../verb.ts'

type Lobby = Awaited<ReturnType<NodeClient['lobbies']['get']>>

const lobbyText = ({ space, name, invite, inviteExpires, members, daos, proposal, complete, dao }: Lobby): string =>
  [
    lines([
      ['lobby', space],
      ['name', name],
      ['invite', invite],
      ['invite expires', inviteExpires === null ? null : when(inviteExpires)],
      ['genesis', proposal === null ? null : proposal.genesisHash],
      ['dao address', proposal === null ? null : proposal.dao],
      ['signed', proposal === null ? null : `${proposal.signed.length} of ${proposal.genesis.members.length}`],
      ['complete', complete],
      ['dao space', dao],
    ]),
    table(
      ['account', 'name', ''],
      members.map((member) => [member.account, member.name ?? '', member.self ? 'this node' : member.online ? 'online' : '']),
    ),
    ...(daos.length === 0
      ? []
      : [
          table(
            ['DAO', 'name', 'its members'],
            daos.map(({ account, name: called, question }) => [
              account,
              called ?? '',
              question === null ? '' : `${question.state}: ${question.tally.for} of ${question.tally.total} for`,
            ]),
          ),
        ]),
  ].join('\n\n')

const addEntering = (lobby: Command): void => {
  nodeVerb(
    lobby.command('list').description('the lobbies of this node'),
    (node) => node.lobbies.list(),
    (rows) =>
      table(
        ['lobby', 'name', 'members', 'complete'],
        rows.map(({ space, name, members, complete }) => [space, name, String(members.length), complete ? 'yes' : 'no']),
      ),
  )
  signingVerb(
    lobby
      .command('create')
      .description('open a lobby in which a DAO is founded')
      .argument('<name>', 'of the DAO to be')
      .requiredOption('--as <name>', 'your own name')
      .option('--expires <hours>', 'until the invite ends', '168'),
    (node, call) =>
      node.lobbies.create({
        requestId: call.requestId,
        name: call.argument(0),
        displayName: call.required('as'),
        expiresInHours: Number(call.required('expires')),
      }),
    lobbyText,
  )
  nodeVerb(
    lobby.command('preview').description('read an invite without joining').argument('<invite>', 'the link, or text around it'),
    (node, call) => node.lobbies.preview({ invite: call.argument(0) }),
    ({ name, chainId, expires, peers, joined }) =>
      lines([
        ['name', name],
        ['chain', chainId],
        ['expires', when(expires)],
        ['peers', peers.length],
        ['joined', joined],
      ]),
  )
  signingVerb(
    lobby
      .command('join')
      .description('join by invite')
      .argument('<invite>', 'the link, or text around it')
      .requiredOption('--as <name>', 'your own name'),
    (node, call) => node.lobbies.join({ requestId: call.requestId, invite: call.argument(0), displayName: call.required('as') }),
    lobbyText,
  )
  nodeVerb(
    lobby.command('show').description('one lobby').argument('<lobby>', 'id or name'),
    async (node, call) => node.lobbies.get({ space: await findLobby(node, call.argument(0)) }),
    lobbyText,
  )
  nodeVerb(
    lobby.command('invite').description('print the invite').argument('<lobby>', 'id or name'),
    async (node, call) => {
      const { space, invite, inviteExpires } = await node.lobbies.get({ space: await findLobby(node, call.argument(0)) })
      if (invite === null) throw new DaomeshError('INVITE_REVOKED', { meta: { space } })
      return { space, invite, expires: inviteExpires }
    },
    ({ invite }) => invite,
  )
  actingVerb(
    lobby.command('revoke').description('end the invite').argument('<lobby>', 'id or name'),
    async (node, call) => node.lobbies.revokeInvite({ requestId: call.requestId, space: await findLobby(node, call.argument(0)) }),
    lobbyText,
  )
}

const addFounding = (lobby: Command): void => {
  signingVerb(
    addRuleOptions(
      lobby
        .command('propose')
        .description('propose the founding: members and rules')
        .argument('<lobby>', 'id or name')
        .option('--member <address:power:shares...>', 'who, with how many votes and shares')
        .option('--dao <address:power:shares...>', 'a DAO as a founder, which agrees by its members’ ballots')
        .option('--equal <shares>', 'everybody in the lobby with one vote and this many shares'),
    ),
    async (node, call) => {
      const rules = parseRules(call, usualRules)
      const named = call.all('member').map(parseMember)
      const shares = call.option('equal')
      const isNobody = named.length === 0 && shares === undefined && call.all('dao').length === 0
      if (isNobody || (named.length > 0 && shares !== undefined))
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'member', reason: 'give --member or --equal' } })
      const space = await findLobby(node, call.argument(0))
      const everybody = shares === undefined ? [] : (await node.lobbies.get({ space })).members
      const equal = everybody.map(({ account }) => parseMember(`${account}:1:${shares ?? ''}`))
      const daos = call.all('dao').map((text) => ({ ...parseMember(text), kind: 'contract' as const }))
      return node.lobbies.propose({ requestId: call.requestId, space, members: [...named, ...equal, ...daos], rules })
    },
    lobbyText,
  )
  signingVerb(
    lobby
      .command('bring')
      .description('say that a DAO in which you have a seat is to be a founder')
      .argument('<lobby>', 'id or name')
      .argument('<dao>', 'space, address or name of the DAO'),
    async (node, call) => {
      const space = await findLobby(node, call.argument(0))
      const { dao } = await node.daos.get({ space: await findDao(node, call.argument(1)) })
      return node.lobbies.bring({ requestId: call.requestId, space, dao })
    },
    lobbyText,
  )
  signingVerb(
    lobby
      .command('cosign')
      .description('sign the proposed founding')
      .argument('<lobby>', 'id or name')
      .requiredOption('--genesis <hash>', 'what you compared with the others; see “lobby show”'),
    async (node, call) => {
      const genesisHash = bytes32.safeParse(call.required('genesis'))
      if (!genesisHash.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'genesis', reason: 'not a hash' } })
      return node.lobbies.cosign({
        requestId: call.requestId,
        space: await findLobby(node, call.argument(0)),
        genesisHash: genesisHash.data,
      })
    },
    lobbyText,
  )
}

export const addLobby = (program: Command): void => {
  const lobby = program.command('lobby').description('found a DAO together, by invite')
  addEntering(lobby)
  addFounding(lobby)
}
