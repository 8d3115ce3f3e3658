import { inviteStateOf, memberOfDevice, wasMember } from '@daomesh/governance'
import type { Admission } from '@daomesh/network'
import {
  type Address,
  daomeshDomain,
  type DeviceId,
  equalBytes,
  hashOf,
  hashTypedData,
  type Hex,
  type InviteId,
  seatIn,
  type SpaceId,
  utf8,
} from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks, SignedLink } from '../identity/createDeviceLinks.ts'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import { inviteState } from '../founding/inviteState.ts'
import type { Consents } from '../joining/createConsents.ts'
import type { Consent } from '../joining/isConsenting.ts'
import type { Applications } from '../membership/createApplications.ts'
import { consentLimit, type DaoProof, encodeDaoProof, openDaoProof, type ShownProof } from '../membership/daoProof.ts'
import { keptEnactments } from '../membership/keepEnactments.ts'
import { provisionalSeat } from '../membership/provisionalSeat.ts'
import type { MetaStore } from '../ports.ts'
import { type DaoSpace, type DealSpace, isDao, isLobby, type LobbySpace, type Space } from '../spaces/space.ts'

/** Why a proof was not enough: no lobby secret, no link shown, a link that is no proof, one that ended, one taken back, a member no longer. */
export type RefusalReason = 'secret' | 'unlinked' | 'forged' | 'ended' | 'revoked' | 'removed'

type Parameters = Pick<NodeAdapters, 'verifier' | 'deviceKey' | 'clock' | 'chain'> & {
  readonly meta: Pick<MetaStore, 'get'>
  readonly find: (space: SpaceId) => Space | undefined
  /** All spaces of this node: what an account revoked in one of them it revoked. */
  readonly all: () => readonly Space[]
  readonly links: DeviceLinks
  readonly account: AccountChoice
  /** The accounts by which this node's account may be a founder. */
  readonly seats: () => ReadonlySet<Address>
  /** Told why, for a person who asks; the peer is told no more than that it is refused. */
  readonly refused?: (space: SpaceId, peer: DeviceId, reason: RefusalReason) => void
  /** Told who asks for a seat with an open invite. */
  readonly applied?: Applications['heard']
  /** What DAOs agreed to that ask for a seat: shown at the door, and heard there. */
  readonly consents?: Pick<Consents, 'shownTo' | 'heard'>
}

type Shown = { readonly bytes: Uint8Array; readonly proof: DaoProof; readonly digest: Hex }
/** Peers whose last proof is kept read: more than a full roster with all its devices; strangers drop out by age. */
const mostShown = 256
/** Larger proofs carry decisions, which a peer shows only until the chain is known here: keeping those would let strangers fill the memory. */
const keptBytes = 4 * 1024

const none: readonly Consent[] = []

/** By a seat of its own, or through a DAO that has one. */
const isDaoMember = (space: DaoSpace, account: Address): boolean => seatIn(space.view(), account) !== null

/** Lobby: who knows the secret. Bound to both devices, so that a proof seen by one peer is worth nothing before another. */
const lobbyProof = (secret: Uint8Array, from: DeviceId, to: DeviceId): Uint8Array =>
  hashOf('daomesh/proof/lobby/1', secret, utf8(from), utf8(to))

/** Who proved the secret is told why the invite no longer lets newcomers in. */
const verdicts = { open: 'admit', expired: 'INVITE_EXPIRED', revoked: 'INVITE_REVOKED', founded: 'INVITE_REPLAYED' } as const

/**
 * Who may read a space. In a lobby: holders of the secret, newcomers only while the invite is open. In a DAO: devices that a member of the
 * present roster linked, or of one that the present roster decided on. In a deal: devices of whoever belongs to either party or is their arbiter. The transport (Noise) has proved the device key before.
 */
export const createAdmission = ({
  find,
  all,
  links,
  account,
  seats,
  verifier,
  deviceKey,
  clock,
  chain,
  meta,
  refused,
  applied,
  consents,
}: Parameters): Admission => {
  const refuse = (space: Space, peer: DeviceId, reason: RefusalReason): 'refuse' => {
    refused?.(space.id, peer, reason)
    return 'refuse'
  }

  const admitToLobby = (space: LobbySpace, peer: DeviceId, proof: Uint8Array) => {
    if (!equalBytes(proof, lobbyProof(space.record.secret, peer, deviceKey.device))) return refuse(space, peer, 'secret')
    if (memberOfDevice(space.registers(), peer) !== null) return 'admit'
    return verdicts[inviteState(space, { verifier, seats: seats(), now: clock.now() })]
  }

  /**
   * Whether decisions that this peer shows seat it, though the chain as read here does not yet: the roster known here signed them decisively, and the
   * chain, where it answers and has the transaction, does not say otherwise.
   */
  const isSeatedAhead = async (space: DaoSpace, account: Address, { enactments = [] }: DaoProof): Promise<boolean> => {
    const { chain: identity, dao } = space.record
    const state = space.chainState()
    const transaction = provisionalSeat({ chainId: identity.chainId, dao, state, account, enactments, recover: verifier.recoverAccount })
    if (transaction === null) return false
    const shown = enactments.find((one) => one.transaction === transaction)
    try {
      const mined = await chain.client.minedCall(transaction)
      return mined === null || (mined.ok && mined.to === dao && mined.data === shown?.data)
    } catch {
      // Without a chain the signatures decide.
      return true
    }
  }

  /** Who is no member, as far as is known here, is told what became of the invite it shows; else that nobody knows yet. */
  const answerStranger = (space: DaoSpace, { link, signature, invite, name, consents: agreed = [] }: DaoProof) => {
    const state = invite === undefined ? null : inviteStateOf(space.registers(), invite, clock.now())
    if (state === 'open' && invite !== undefined && name !== undefined) applied?.(space, { link, signature, invite, name })
    if (state === 'open' && agreed.length > 0) consents?.heard(space, agreed, link.member)
    if (state === 'expired') return verdicts.expired
    return state === 'revoked' ? verdicts.revoked : 'MEMBERSHIP_UNKNOWN'
  }

  /** What each peer showed last, read: every session shows the same again. Whether it is true and still holds is asked each time. */
  const lastShown = new Map<string, Shown>()
  const readShown = (space: DaoSpace | DealSpace, peer: DeviceId, bytes: Uint8Array): Shown | null => {
    const place = `${space.id} ${peer}`
    const before = lastShown.get(place)
    if (before !== undefined && equalBytes(before.bytes, bytes)) return before
    const proof = openDaoProof(bytes)
    if (proof === null) return null
    const shown = { bytes, proof, digest: hashTypedData(daomeshDomain(space.record.chain.chainId), 'LinkDevice', proof.link) }
    lastShown.delete(place)
    if (bytes.length > keptBytes) return shown
    lastShown.set(place, shown)
    for (const oldest of lastShown.keys()) {
      if (lastShown.size <= mostShown) break
      lastShown.delete(oldest)
    }
    return shown
  }

  /** The link that a peer shows, if it says for this very device what it should and still holds; else why it is refused. */
  const readLink = (space: DaoSpace | DealSpace, peer: DeviceId, bytes: Uint8Array): DaoProof | RefusalReason => {
    const shown = readShown(space, peer, bytes)
    if (shown === null) return 'unlinked'
    const { proof, digest } = shown
    const { link, signature } = proof
    if (link.device !== `0x${peer}` || verifier.recoverAccount(digest, signature) !== link.member) return 'forged'
    if (link.notAfter * 1000n < BigInt(Math.floor(clock.now()))) return 'ended'
    return isUnlinkedOn(all(), space.record.chain.chainId, link.member, peer) ? 'revoked' : proof
  }

  const admitToDao = async (space: DaoSpace, peer: DeviceId, bytes: Uint8Array) => {
    const proof = readLink(space, peer, bytes)
    if (typeof proof === 'string') return refuse(space, peer, proof)
    const { link } = proof
    if (isDaoMember(space, link.member)) return 'admit'
    if (await isSeatedAhead(space, link.member, proof)) return 'admit'
    // Once a member and now not: removed. Never seen: perhaps the chain went on and this node does not know it yet.
    return wasMember(space.chainState(), link.member) ? refuse(space, peer, 'removed') : answerStranger(space, proof)
  }

  /** Deal: who belongs to either party now, and whom both agreed on as arbiter. */
  const admitToDeal = (space: DealSpace, peer: DeviceId, bytes: Uint8Array) => {
    const proof = readLink(space, peer, bytes)
    if (typeof proof === 'string') return refuse(space, peer, proof)
    if (seatIn(space.view(), proof.link.member) !== null) return 'admit'
    return space.wasMember(proof.link.member) ? refuse(space, peer, 'removed') : 'MEMBERSHIP_UNKNOWN'
  }

  /** What this device showed last, per space. */
  const lastProven = new Map<SpaceId, { readonly signed: SignedLink; readonly invite: InviteId | undefined; readonly bytes: Uint8Array }>()
  const proveToDao = (space: DaoSpace): Uint8Array => {
    const self = account.required()
    const signed = links.known(space.record.chain.chainId, self)
    if (signed === null) return new Uint8Array(0)
    const isMember = isDaoMember(space, self)
    const enactments = isMember ? keptEnactments(meta, space, self) : []
    const { invite, displayName } = space.record
    const agreed = isMember ? none : (consents?.shownTo(space.id) ?? none).slice(0, consentLimit)
    // Who came for a DAO asks for no seat of its own.
    const asks = isMember
      ? {}
      : { invite, ...(displayName !== '' && { name: displayName }), ...(agreed.length > 0 && { consents: agreed }) }
    const proof: ShownProof = { link: signed.link, signature: signed.signature, enactments, ...asks }
    // Nearly always there is no decision to show, and every session shows the same again.
    if (enactments.length > 0) return encodeDaoProof(proof)
    const before = lastProven.get(space.id)
    if (before !== undefined && before.signed === signed && before.invite === proof.invite && agreed.length === 0) return before.bytes
    const bytes = encodeDaoProof(proof)
    if (agreed.length > 0) return bytes
    lastProven.set(space.id, { signed, invite: proof.invite, bytes })
    return bytes
  }

  const proveToDeal = (space: DealSpace): Uint8Array => {
    const signed = links.known(space.record.chain.chainId, account.required())
    return signed === null ? new Uint8Array(0) : encodeDaoProof({ ...signed, enactments: [], invite: undefined })
  }

  return {
    prove: async (id, peer) => {
      const space = find(id)
      if (space === undefined) return new Uint8Array(0)
      if (isLobby(space)) return lobbyProof(space.record.secret, deviceKey.device, peer)
      return isDao(space) ? proveToDao(space) : proveToDeal(space)
    },
    admit: (id, peer, proof) => {
      const space = find(id)
      if (space === undefined) return 'refuse'
      if (isLobby(space)) return admitToLobby(space, peer, proof)
      return isDao(space) ? admitToDao(space, peer, proof) : admitToDeal(space, peer, proof)
    },
  }
}
