import { z } from 'zod'
import { fromBase64Url, fromHex, toBase64Url, to0x, utf8 } from '../bytes.ts'
import type { ChainIdentity } from '../chain/identity.ts'
import { inBytes } from '../bodies/text.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { limits } from '../limits.ts'

/** What an invite to a lobby says. `peers` are multiaddrs; `expires` in milliseconds since 1970, checked by who joins and by who admits. */
export type Invite = {
  readonly secret: Uint8Array
  readonly name: string
  readonly chain: ChainIdentity
  readonly peers: readonly string[]
  readonly expires: number
}

const wire = z.strictObject({
  v: z.literal(1),
  s: z.instanceof(Uint8Array).refine((b) => b.length === 32),
  n: inBytes(1, limits.nameBytes),
  c: z.tuple([z.string().regex(/^[1-9][0-9]{0,77}$/), z.instanceof(Uint8Array).refine((b) => b.length === 32)]),
  p: z.array(z.string().startsWith('/').max(200)).max(8),
  e: z.number().int().min(0),
})

const encodePart = (i: Invite): string =>
  toBase64Url(
    encode({ v: 1, s: i.secret, n: i.name, c: [i.chain.chainId.toString(), fromHex(i.chain.genesisHash)], p: i.peers, e: i.expires }),
  )

/** `daomesh://join#1…`: the secret stands in the fragment, which no web server ever sees. */
export const encodeInvite = (invite: Invite): string => `daomesh://join#1${encodePart(invite)}`
/**
 * The same invite as a link to a web site, for programs that open only those; the secret stays in the fragment, which browsers do not send.
 */
export const encodeInviteTwin = (invite: Invite, site: string): string => `${site.replace(/\/$/, '')}/join#1${encodePart(invite)}`

/**
 * The one parser for link, paste and QR: finds the link in whatever text surrounds it.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION` or `INVITE_EXPIRED`.
 */
export const parseInvite = (text: string, now: number): Invite => {
  if (utf8(text).length > 4 * limits.inviteBytes) throw new DaomeshError('INVITE_MALFORMED', { meta: { reason: 'too long' } })
  const found = /(?:daomesh:\/\/join\/?|https:\/\/[^\s#]+\/join)#([0-9]+?)?([A-Za-z0-9_-]+)/.exec(text.trim())
  const fragment = found === null ? '' : `${found[1] ?? ''}${found[2] ?? ''}`
  if (fragment === '') throw new DaomeshError('INVITE_MALFORMED', { meta: { reason: 'no invite link in this text' } })
  if (!fragment.startsWith('1')) throw new DaomeshError('INVITE_VERSION')
  let raw: unknown
  try {
    raw = decode(fromBase64Url(fragment.slice(1)))
  } catch (cause) {
    throw new DaomeshError('INVITE_MALFORMED', { cause, meta: { reason: 'damaged' } })
  }
  const parsed = wire.safeParse(raw)
  if (!parsed.success) throw new DaomeshError('INVITE_MALFORMED', { cause: parsed.error, meta: { reason: 'damaged' } })
  const { s, n, c, p, e } = parsed.data
  if (e <= now) throw new DaomeshError('INVITE_EXPIRED', { meta: { expired: new Date(e).toISOString() } })
  return { secret: s, name: n, chain: { chainId: BigInt(c[0]), genesisHash: to0x(c[1]) }, peers: p, expires: e }
}
