import { isUnlinked, memberOfDevice } from '@daomesh/governance'
import type { Admission } from '@daomesh/network'
import {
  accountSignature,
  daomeshDomain,
  decode,
  type DeviceId,
  encode,
  equalBytes,
  hashOf,
  hashTypedData,
  linkDeviceSchema,
  type SpaceId,
  toRecord,
  utf8,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import { inviteState } from '../founding/inviteState.ts'
import { type DaoSpace, isDao, isLobby, type LobbySpace, type Space } from '../spaces/space.ts'

type Parameters = Pick<NodeAdapters, 'verifier' | 'deviceKey' | 'clock'> & {
  readonly find: (space: SpaceId) => Space | undefined
  readonly links: DeviceLinks
  readonly account: AccountChoice
}

/** Lobby: who knows the secret. Bound to both devices, so that a proof seen by one peer is worth nothing before another. */
const lobbyProof = (secret: Uint8Array, from: DeviceId, to: DeviceId): Uint8Array =>
  hashOf('daomesh/proof/lobby/1', secret, utf8(from), utf8(to))

/** Who proved the secret is told why the invite no longer lets newcomers in. */
const verdicts = { open: 'admit', expired: 'INVITE_EXPIRED', revoked: 'INVITE_REVOKED', founded: 'INVITE_REPLAYED' } as const

const daoProof = z.strictObject({ link: linkDeviceSchema, signature: accountSignature })

const openProof = (proof: Uint8Array): z.output<typeof daoProof> | null => {
  try {
    return daoProof.parse(decode(proof))
  } catch {
    // Whatever a stranger sends that is no proof is simply no proof.
    return null
  }
}

/**
 * Who may read a space. In a lobby: holders of the secret, newcomers only while the invite is open. In a DAO: devices that a member of the
 * present roster linked. The transport (Noise) has proved the device key before.
 */
export const createAdmission = ({ find, links, account, verifier, deviceKey, clock }: Parameters): Admission => {
  const admitToLobby = (space: LobbySpace, peer: DeviceId, proof: Uint8Array) => {
    if (!equalBytes(proof, lobbyProof(space.record.secret, peer, deviceKey.device))) return 'refuse'
    if (memberOfDevice(space.registers(), peer) !== null) return 'admit'
    return verdicts[inviteState(space, { chain: space.record.chain, recover: verifier.recoverAccount }, account.current(), clock.now())]
  }

  const admitToDao = (space: DaoSpace, peer: DeviceId, proof: Uint8Array) => {
    const opened = openProof(proof)
    if (opened === null) return 'refuse'
    const { link, signature } = opened
    const digest = hashTypedData(daomeshDomain(space.record.chain.chainId), 'LinkDevice', link)
    if (link.device !== `0x${peer}` || verifier.recoverAccount(digest, signature) !== link.member) return 'refuse'
    if (link.notAfter * 1000n < BigInt(Math.floor(clock.now()))) return 'refuse'
    if (isUnlinked(space.registers(), link.member, peer)) return 'refuse'
    if (space.view().members?.has(link.member) === true) return 'admit'
    // Once a member and now not: removed. Never seen: perhaps the chain went on and this node does not know it yet.
    const wasMember = space.chainState().epochs.some(({ members }) => members.some((member) => member.account === link.member))
    return wasMember ? 'refuse' : 'MEMBERSHIP_UNKNOWN'
  }

  return {
    prove: async (id, peer) => {
      const space = find(id)
      if (space === undefined) return new Uint8Array(0)
      if (isLobby(space)) return lobbyProof(space.record.secret, deviceKey.device, peer)
      const signed = links.known(space.record.chain.chainId, account.required())
      return signed === null ? new Uint8Array(0) : encode(toRecord(signed))
    },
    admit: (id, peer, proof) => {
      const space = find(id)
      if (space === undefined) return 'refuse'
      return isDao(space) ? admitToDao(space, peer, proof) : admitToLobby(space, peer, proof)
    },
  }
}
