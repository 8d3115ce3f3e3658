import { predictDaoAddress } from '@daomesh/chain'
import { foundingOf, lobbyState } from '@daomesh/governance'
import { daoSpaceOf, encodeInvite, type SpaceId, toRecord } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { lobbyShape } from '../contract/spaces.ts'
import { inviteState } from '../founding/inviteState.ts'
import { inviteAddresses } from '../reach/inviteAddresses.ts'

export type LobbyAnswer = z.input<typeof lobbyShape>

/** One lobby as the screens show it. Of the proposals that hold this member the one with the most signatures stands for the founding. */
export const readLobby = (node: NodeContext, id: SpaceId): LobbyAnswer => {
  const space = node.spaces.lobby(id)
  const { record } = space
  const parameters = { chain: record.chain, recover: node.adapters.verifier.recoverAccount }
  const state = lobbyState(space.registers(), parameters)
  const online = node.reach.onlineDevices()
  const self = node.account.current()
  const founding = foundingOf(state, self)
  const holdsSelf = ({ genesis }: (typeof state.proposals)[number]) => Number(genesis.members.some(({ account }) => account === self))
  const best = founding ?? [...state.proposals].sort((a, b) => holdsSelf(b) - holdsSelf(a) || b.signed.length - a.signed.length)[0] ?? null
  const open = inviteState(space, parameters, self, node.adapters.clock.now()) === 'open'
  const dao = founding === null ? null : daoSpaceOf(record.chain, predictDaoAddress(founding.factory, founding.genesis))
  return {
    space: id,
    name: record.name,
    invite: open
      ? encodeInvite({
          kind: 'lobby',
          secret: record.secret,
          name: record.name,
          chain: record.chain,
          peers: inviteAddresses(node.reach),
          expires: record.expires,
        })
      : null,
    inviteExpires: open ? record.expires : null,
    founder: record.founder,
    members: state.members.map(({ account, name, devices }) => ({
      account,
      name,
      self: account === self,
      online: account === self || devices.some(({ device }) => online.has(device)),
    })),
    proposal:
      best === null
        ? null
        : {
            genesisHash: best.genesisHash,
            genesis: toRecord(best.genesis) as NonNullable<LobbyAnswer['proposal']>['genesis'],
            dao: predictDaoAddress(best.factory, best.genesis),
            signed: best.signed.map(({ member }) => member),
            missing: [...best.missing],
          },
    complete: founding !== null,
    dao: dao !== null && node.spaces.find(dao) !== undefined ? dao : null,
  }
}
