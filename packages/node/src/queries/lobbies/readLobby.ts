import { predictDaoAddress } from '@daomesh/chain'
import { foundingOf, type LobbyProposal, type LobbyState, lobbyState } from '@daomesh/governance'
import { daoSpaceOf, encodeInvite, joinDigestOf, memberKinds, type SpaceId, toRecord } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { lobbyShape } from '../../contract/spaces.ts'
import { inviteState } from '../../founding/inviteState.ts'
import { standingTerms } from '../../founding/standingTerms.ts'
import { lobbyParameters } from '../../founding/lobbyParameters.ts'
import { joinsIn } from '../../joining/joinsIn.ts'
import { ownSeats } from '../../joining/ownSeats.ts'
import { inviteAddresses } from '../../reach/inviteAddresses.ts'
import { tallyText } from '../../words/tallyText.ts'

export type LobbyAnswer = z.input<typeof lobbyShape>

/** DAOs that were brought or that the founding names, and what their members were asked, where that can be seen here. */
const readFoundingDaos = (node: NodeContext, { brought, proposals }: LobbyState, best: LobbyProposal | null): LobbyAnswer['daos'] => {
  const named = proposals.flatMap(({ genesis }) => genesis.members.filter(({ kind }) => kind === memberKinds.contract))
  const accounts = new Set([...brought.map(({ dao }) => dao), ...named.map(({ account }) => account)])
  return [...accounts].map((account) => {
    const inner = node.spaces.daos().find(({ record }) => record.dao === account)
    const digest = best === null || inner === undefined ? null : joinDigestOf(best.genesis.chainId, account, { kind: 'founding', ...best })
    const asked = inner?.unlocked() === true ? joinsIn(node, inner).find((one) => one.digest === digest)?.asked : undefined
    return {
      account,
      name: node.organisations.stateOf(account)?.genesis.name ?? inner?.record.genesis.name ?? null,
      by: [...(brought.find(({ dao }) => dao === account)?.by ?? [])],
      question:
        asked === undefined || inner === undefined
          ? null
          : {
              space: inner.id,
              decision: asked.id,
              closesAt: asked.decision.closesAt,
              state: asked.status,
              tally: tallyText(asked.tally),
            },
    }
  })
}

/** One lobby as the screens show it. */
export const readLobby = (node: NodeContext, id: SpaceId): LobbyAnswer => {
  const space = node.spaces.lobby(id)
  const { record } = space
  const { verifier } = node.adapters
  const state = lobbyState(space.registers(), lobbyParameters(space, verifier))
  const online = node.reach.onlineDevices()
  const self = node.account.current()
  const seats = ownSeats(self, node.spaces.daos())
  const founding = foundingOf(state, seats)
  const best = standingTerms(space, state, seats)
  const open = inviteState(space, { verifier, seats, now: node.adapters.clock.now() }) === 'open'
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
    daos: readFoundingDaos(node, state, best),
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
