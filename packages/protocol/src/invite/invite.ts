import { z } from 'zod'
import { fromBase64Url, fromHex, toBase64Url, to0x, toHex, utf8 } from '../bytes.ts'
import { genesisSchema, toRecord } from '../bodies/eip712Bodies.ts'
import type { ChainIdentity } from '../chain/identity.ts'
import { inBytes } from '../bodies/text.ts'
import { decode, encode } from '../codec/encode.ts'
import type { Genesis } from '../eip712/types.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { address, type Address, inviteId, type InviteId } from '../ids.ts'
import { limits } from '../limits.ts'

/** `peers` are multiaddrs; `expires` in milliseconds since 1970, checked by who joins and by who admits. */
type Invitation = { readonly peers: readonly string[]; readonly expires: number }

/** To a lobby: its secret lets in. */
export type LobbyInvite = Invitation & {
  readonly kind: 'lobby'
  readonly secret: Uint8Array
  readonly name: string
  readonly chain: ChainIdentity
}

/**
 * To a DAO: what opens its space, and nothing that lets in or reads, since only membership does. The genesis names chain and DAO; `invite` is the
 * record of the DAO that says who gave it and whether it still stands.
 */
export type DaoInvite = Invitation & {
  readonly kind: 'dao'
  readonly invite: InviteId
  readonly dao: Address
  readonly genesis: Genesis
}

export type Invite = LobbyInvite | DaoInvite

const bytes = (length: number) => z.instanceof(Uint8Array).refine((b) => b.length === length)
const peers = z.array(z.string().startsWith('/').max(200)).max(8)
const expires = z.number().int().min(0)
const digits = z.string().regex(/^[1-9][0-9]{0,77}$/)
const seat = z.tuple([bytes(20), z.number(), z.string(), z.string()])
const nine = z.array(z.number()).length(9)

const lobbyWire = z
  .strictObject({ v: z.literal(1), s: bytes(32), n: inBytes(1, limits.nameBytes), c: z.tuple([digits, bytes(32)]), p: peers, e: expires })
  .transform(({ s, n, c, p, e }): LobbyInvite => ({
    kind: 'lobby',
    secret: s,
    name: n,
    chain: { chainId: BigInt(c[0]), genesisHash: to0x(c[1]) },
    peers: p,
    expires: e,
  }))

const ruleNames = [
  'mode',
  'quorumBps',
  'thresholdBps',
  'votingPeriod',
  'gracePeriod',
  'challengeWindow',
  'credits',
  'incomeBps',
  'refundCap',
] as const

const genesisWire = z
  .tuple([digits, bytes(32), z.string(), z.array(seat).max(limits.rosterMembers), nine, bytes(32)])
  .transform(([chainId, chainGenesis, name, members, rules, salt]): unknown => ({
    chainId,
    chainGenesis: to0x(chainGenesis),
    name,
    members: members.map(([account, kind, power, shares]) => ({ account: to0x(account), kind, power, shares })),
    rules: Object.fromEntries(ruleNames.map((rule, i) => [rule, rules[i]])),
    salt: to0x(salt),
  }))
  .pipe(genesisSchema)

const daoWire = z
  .strictObject({ v: z.literal(2), i: bytes(16), d: bytes(20), g: genesisWire, p: peers, e: expires })
  .transform(({ i, d, g, p, e }): DaoInvite => ({
    kind: 'dao',
    invite: inviteId.parse(toHex(i)),
    dao: address.parse(to0x(d)),
    genesis: g,
    peers: p,
    expires: e,
  }))

/** By the version in front of the fragment. An app that knows only lobbies answers the second with `INVITE_VERSION`. */
const wires = { 1: lobbyWire, 2: daoWire } as const

const toLobbyWire = (i: LobbyInvite) => ({
  v: 1,
  s: i.secret,
  n: i.name,
  c: [i.chain.chainId.toString(), fromHex(i.chain.genesisHash)],
  p: i.peers,
  e: i.expires,
})

const toDaoWire = ({ invite, dao, genesis, peers: p, expires: e }: DaoInvite) => ({
  v: 2,
  i: fromHex(invite),
  d: fromHex(dao),
  g: [
    genesis.chainId.toString(),
    fromHex(genesis.chainGenesis),
    genesis.name,
    genesis.members.map(({ account, kind, power, shares }) => [fromHex(account), kind, toRecord(power), toRecord(shares)]),
    ruleNames.map((rule) => genesis.rules[rule]),
    fromHex(genesis.salt),
  ],
  p,
  e,
})

const encodePart = (invite: Invite): string =>
  invite.kind === 'lobby' ? `1${toBase64Url(encode(toLobbyWire(invite)))}` : `2${toBase64Url(encode(toDaoWire(invite)))}`

/** `daomesh://join#…`: what it says stands in the fragment, which no web server ever sees. */
export const encodeInvite = (invite: Invite): string => `daomesh://join#${encodePart(invite)}`
/**
 * The same invite as a link to a web site, for programs that open only those; a secret stays in the fragment, which browsers do not send.
 */
export const encodeInviteTwin = (invite: Invite, site: string): string => `${site.replace(/\/$/, '')}/join#${encodePart(invite)}`

/**
 * The one parser for link, paste and QR: finds the link in whatever text surrounds it, and says whether it leads to a lobby or to a DAO.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION` or `INVITE_EXPIRED`.
 */
export const parseInvite = (text: string, now: number): Invite => {
  if (utf8(text).length > 4 * limits.inviteBytes) throw new DaomeshError('INVITE_MALFORMED', { meta: { reason: 'too long' } })
  const found = /(?:daomesh:\/\/join\/?|https:\/\/[^\s#]+\/join)#([0-9]+?)?([A-Za-z0-9_-]+)/.exec(text.trim())
  const fragment = found === null ? '' : `${found[1] ?? ''}${found[2] ?? ''}`
  if (fragment === '') throw new DaomeshError('INVITE_MALFORMED', { meta: { reason: 'no invite link in this text' } })
  const version = fragment.charAt(0)
  if (version !== '1' && version !== '2') throw new DaomeshError('INVITE_VERSION')
  let raw: unknown
  try {
    raw = decode(fromBase64Url(fragment.slice(1)))
  } catch (cause) {
    throw new DaomeshError('INVITE_MALFORMED', { cause, meta: { reason: 'damaged' } })
  }
  const parsed = wires[version].safeParse(raw)
  if (!parsed.success) throw new DaomeshError('INVITE_MALFORMED', { cause: parsed.error, meta: { reason: 'damaged' } })
  const invite: Invite = parsed.data
  if (invite.expires <= now) throw new DaomeshError('INVITE_EXPIRED', { meta: { expired: new Date(invite.expires).toISOString() } })
  return invite
}
