import { concatBytes, fromHex, toHex, utf8 } from '../bytes.ts'
import { type ChainIdentity, chainIdentityBytes } from '../chain/identity.ts'
import { encode } from '../codec/encode.ts'
import type { Member } from '../eip712/types.ts'
import { hashOf } from '../hash.ts'
import type { Address, KeyId, SpaceId, ViewId } from '../ids.ts'

/** The one governance stream of a space; every draft has a stream of its own. */
export const governanceStream = 'governance'
/**
 * The stream of one draft.
 * @example
 * draftStream(draft) // => 'draft:d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0'
 */
export const draftStream = (draft: string): string => `draft:${draft}`

/**
 * A lobby's id comes from its secret, so that only holders of the invite can name it.
 * @example
 * lobbySpaceOf(chain, random.bytes(32)).length // => 64
 */
export const lobbySpaceOf = (chain: ChainIdentity, secret: Uint8Array): SpaceId =>
  toHex(hashOf('daomesh/space/lobby/1', chainIdentityBytes(chain), secret)) as SpaceId

/**
 * A DAO's space follows from its chain and address: whoever knows the DAO can name it.
 * @example
 * daoSpaceOf(chain, dao) === daoSpaceOf({ ...chain, chainId: 1n }, dao) // => false
 */
export const daoSpaceOf = (chain: ChainIdentity, dao: Address): SpaceId =>
  toHex(hashOf('daomesh/space/dao/1', chainIdentityBytes(chain), fromHex(dao))) as SpaceId

/**
 * The lobby's one key, from the same secret.
 * @example
 * lobbyKeyOf(random.bytes(32)).length // => 32
 */
export const lobbyKeyOf = (secret: Uint8Array): Uint8Array => hashOf('daomesh/key/lobby/1', secret)

/**
 * Names a space key without telling it: a hash of its 32 bytes.
 * @example
 * keyIdOf(key) === keyIdOf(random.bytes(32)) // => false
 */
export const keyIdOf = (key: Uint8Array): KeyId => toHex(hashOf('daomesh/key/1', key)) as KeyId

/**
 * The only view of a lobby: there is no roster yet, everybody who holds the secret is in.
 * @example
 * lobbyViewOf(lobbySpaceOf(chain, random.bytes(32))).length // => 64
 */
export const lobbyViewOf = (space: SpaceId): ViewId => toHex(hashOf('daomesh/view/lobby/1', fromHex(space))) as ViewId

/**
 * 32 bytes over account, kind, power and shares of each seat, in the order given: that of the contract, by account.
 * @example
 * equalBytes(rosterHashOf(members), rosterHashOf(members.slice(1))) // => false
 */
export const rosterHashOf = (members: readonly Member[]): Uint8Array =>
  hashOf('daomesh/roster/1', encode(members.map((m) => [fromHex(m.account), m.kind, m.power.toString(), m.shares.toString()])))

/**
 * A view: [(organisation, membership-event index, roster hash)]. It says under which roster a record was written.
 * @example
 * const rosterHash = rosterHashOf(members)
 * viewOf([{ space, index: 0, rosterHash }]) === viewOf([{ space, index: 1, rosterHash }]) // => false
 */
export const viewOf = (
  organisations: readonly { readonly space: SpaceId; readonly index: number; readonly rosterHash: Uint8Array }[],
): ViewId =>
  toHex(hashOf('daomesh/view/1', ...organisations.map((o) => concatBytes(fromHex(o.space), utf8(`${o.index}:`), o.rosterHash)))) as ViewId

/**
 * Stands for a space before a stranger: only who knows the space can tell which it is, and no two connections show the same tag.
 * @example
 * equalBytes(spaceTagOf(space, 'alice', 'bob'), spaceTagOf(space, 'bob', 'alice')) // => false
 */
export const spaceTagOf = (space: SpaceId, from: string, to: string): Uint8Array =>
  hashOf('daomesh/tag/1', fromHex(space), utf8(from), utf8(to))
