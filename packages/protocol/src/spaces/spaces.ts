import { concatBytes, fromHex, toHex, utf8 } from '../bytes.ts'
import { type ChainIdentity, chainIdentityBytes } from '../chain/identity.ts'
import { encode } from '../codec/encode.ts'
import type { Member } from '../eip712/types.ts'
import { hashOf } from '../hash.ts'
import type { Address, KeyId, SpaceId, ViewId } from '../ids.ts'

/** The one governance stream of a space; every draft has a stream of its own. */
export const governanceStream = 'governance'
export const draftStream = (draft: string): string => `draft:${draft}`

/** A lobby's id comes from its secret, so that only holders of the invite can name it. */
export const lobbySpaceOf = (chain: ChainIdentity, secret: Uint8Array): SpaceId =>
  toHex(hashOf('daomesh/space/lobby/1', chainIdentityBytes(chain), secret)) as SpaceId

export const daoSpaceOf = (chain: ChainIdentity, dao: Address): SpaceId =>
  toHex(hashOf('daomesh/space/dao/1', chainIdentityBytes(chain), fromHex(dao))) as SpaceId

/** The lobby's one key, from the same secret. */
export const lobbyKeyOf = (secret: Uint8Array): Uint8Array => hashOf('daomesh/key/lobby/1', secret)

export const keyIdOf = (key: Uint8Array): KeyId => toHex(hashOf('daomesh/key/1', key)) as KeyId

/** The only view of a lobby: there is no roster yet, everybody who holds the secret is in. */
export const lobbyViewOf = (space: SpaceId): ViewId => toHex(hashOf('daomesh/view/lobby/1', fromHex(space))) as ViewId

export const rosterHashOf = (members: readonly Member[]): Uint8Array =>
  hashOf('daomesh/roster/1', encode(members.map((m) => [fromHex(m.account), m.kind, m.power.toString(), m.shares.toString()])))

/** A DAO's view: [(organisation, membership-event index, roster hash)]. A deal space will list both parties. */
export const viewOf = (
  organisations: readonly { readonly space: SpaceId; readonly index: number; readonly rosterHash: Uint8Array }[],
): ViewId =>
  toHex(hashOf('daomesh/view/1', ...organisations.map((o) => concatBytes(fromHex(o.space), utf8(`${o.index}:`), o.rosterHash)))) as ViewId

/** Stands for a space before a stranger: only who knows the space can tell which it is, and no two connections show the same tag. */
export const spaceTagOf = (space: SpaceId, from: string, to: string): Uint8Array =>
  hashOf('daomesh/tag/1', fromHex(space), utf8(from), utf8(to))
