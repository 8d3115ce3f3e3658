import {
  type Address,
  type ChainIdentity,
  checkPost,
  type Clock,
  type DeviceId,
  isOfChain,
  limits,
  openPost,
  outranks,
  type Random,
  type SignedPost,
  toDaomeshError,
  type Verifier,
} from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'
import type { IssuerKind, MarketStore, StoredPost } from '../store/marketStore.ts'
import { createRate, type Pace } from './createRate.ts'
import { makeRoom } from './makeRoom.ts'

/**
 * Why a post is here or not. Rejected, since nobody honest passes it on: `malformed`, `foreignChain`, `signature`. Everything else is left alone: what
 * cannot be judged here and now, or is more than this node takes on, may be right for others.
 */
export type Because =
  | 'stored'
  | 'known'
  | 'older'
  | 'newerVersion'
  | 'malformed'
  | 'foreignChain'
  | 'signature'
  | 'noChainTime'
  | 'over'
  | 'tooFar'
  | 'linkOver'
  | 'unlinked'
  | 'rosterUnknown'
  | 'notInRoster'
  | 'rate'
  | 'quota'
  | 'full'
  | 'busy'

export type Received = { readonly verdict: 'accept' | 'ignore' | 'reject'; readonly because: Because; readonly post: SignedPost | null }

export type ReceptionParameters = {
  readonly store: MarketStore
  readonly verifier: Pick<Verifier, 'verifyDevice' | 'recoverAccount'>
  readonly clock: Pick<Clock, 'now'>
  readonly random: Random
  readonly chain: ChainIdentity
  /** Seconds of chain time; null while none was seen. */
  readonly chainNow: () => number | null
  /** Whether an account has locked a bond that counts, as far as this node has read the chain. */
  readonly isBonded: (account: Address) => boolean
  /** Whether an account unlinked a device, as far as this node has heard: others may not have, so nobody is blamed for its posts. */
  readonly isUnlinked: (account: Address, device: DeviceId) => boolean
  /** What this node keeps; `marketLimits` where it is absent. */
  readonly most?: { readonly posts: number; readonly bytes: number }
  /** Whether an account sits in the present roster of a DAO of this chain; null where it cannot be told now. */
  readonly inRoster: (dao: Address, account: Address) => Promise<boolean | null>
}

const paces: Readonly<Record<IssuerKind, Pace>> = {
  account: { burst: marketLimits.postsOfAccount, perSecond: marketLimits.revisionsOfAccount / 3600 },
  bonded: { burst: marketLimits.postsOfBonded, perSecond: marketLimits.revisionsOfBonded / 3600 },
  dao: { burst: marketLimits.postsOfDao, perSecond: marketLimits.revisionsOfDao / 3600 },
}
const quotas: Readonly<Record<IssuerKind, number>> = {
  account: marketLimits.postsOfAccount,
  bonded: marketLimits.postsOfBonded,
  dao: marketLimits.postsOfDao,
}
const rejected: ReadonlySet<Because> = new Set(['malformed', 'foreignChain', 'signature'])

const answer = (because: Because, post: SignedPost | null): Received => ({
  verdict: because === 'stored' ? 'accept' : rejected.has(because) ? 'reject' : 'ignore',
  because,
  post,
})

/** Judges posts as they come, the cheap questions first, and keeps those that pass. One per market. */
export const createReception = (p: ReceptionParameters) => {
  const { store, random, most = marketLimits } = p
  const rate = createRate({ clock: p.clock, most: marketLimits.rates })
  /** A link is the same in every post of its device; to find its account costs twenty times what the device's signature does. */
  const soundLinks = new Map<string, true>()
  let judging = 0

  const isSigned = async (signed: SignedPost): Promise<boolean> => {
    const name = `${signed.link.nonce}${signed.link.device}${signed.linkSignature}${signed.link.member}${signed.link.notAfter}${signed.link.exchangeKey}`
    const known = soundLinks.has(name)
    const good = await checkPost(signed, known ? { ...p.verifier, recoverAccount: () => signed.link.member } : p.verifier)
    if (!good || known) return good
    soundLinks.set(name, true)
    const [oldest] = soundLinks.keys()
    if (soundLinks.size > marketLimits.rates && oldest !== undefined) soundLinks.delete(oldest)
    return true
  }
  const isOfUnlinked = ({ link }: SignedPost): boolean => p.isUnlinked(link.member, link.device.slice(2) as DeviceId)
  const isBehind = ({ id, post }: SignedPost): Because | null => {
    const held = store.get(post)
    if (held === null) return null
    if (held.id === id) return 'known'
    if (outranks({ revision: post.revision, id }, { revision: held.post.revision, id: held.id })) return null
    // What a device said that was unlinked since makes way for any word of who owns the post: a thief takes the highest revision there is.
    return !held.own && isOfUnlinked(openPost(held.wire)) ? null : 'older'
  }
  const isInTime = ({ post, link }: SignedPost): Because | null => {
    const now = p.chainNow()
    if (now === null) return 'noChainTime'
    if (post.expires <= now) return 'over'
    if (post.expires > now + limits.postSeconds) return 'tooFar'
    return link.notAfter < BigInt(now) ? 'linkOver' : null
  }
  const roomFor = (kind: IssuerKind, signed: SignedPost, rank: number): Because | null => {
    const isNew = store.get(signed.post) === null
    if (!isNew) return null
    if (store.countOf(signed.post.issuer) >= quotas[kind]) return 'quota'
    return makeRoom({ store, kind, issuer: signed.post.issuer, bytes: signed.wire.length, rank, most }) ? null : 'full'
  }
  const keep = (signed: SignedPost, kind: IssuerKind, own: boolean, rank: number): void => {
    const { id, wire, post } = signed
    const held = store.get(post)
    const row: StoredPost = {
      id,
      wire: wire.slice(),
      post,
      kind,
      own: own || held?.own === true,
      until: Math.max(post.expires, held?.until ?? 0),
      rank: held?.rank ?? rank,
    }
    store.put(row)
  }
  const kindOf = ({ link, post }: SignedPost): IssuerKind =>
    link.member !== post.issuer ? 'dao' : p.isBonded(post.issuer) ? 'bonded' : 'account'
  const draw = (): number => new DataView(random.bytes(4).buffer).getUint32(0)

  const judge = async (signed: SignedPost): Promise<Because> => {
    const { post, link } = signed
    const kind = kindOf(signed)
    if (!isOfChain(post, p.chain)) return 'foreignChain'
    const early = isBehind(signed) ?? isInTime(signed) ?? (isOfUnlinked(signed) ? 'unlinked' : null)
    if (early !== null) return early
    if (!rate.allows(post.issuer, paces[kind])) return 'rate'
    if (!(await isSigned(signed))) return 'signature'
    if (kind === 'dao') {
      const seated = await p.inRoster(post.issuer, link.member)
      if (seated !== true) return seated === null ? 'rosterUnknown' : 'notInRoster'
    }
    // Others may have come meanwhile, and a bond may have begun or ceased to count.
    const rank = draw()
    const kindNow = kindOf(signed)
    const late = isBehind(signed) ?? (rate.allows(post.issuer, paces[kindNow]) ? null : 'rate') ?? roomFor(kindNow, signed, rank)
    if (late !== null) return late
    rate.take(post.issuer, paces[kindNow])
    keep(signed, kindNow, false, rank)
    return 'stored'
  }
  return {
    /** Takes a post that a peer brought. @throws DaomeshError `STORAGE_FAILED`, of this node. */
    receive: async (wire: Uint8Array): Promise<Received> => {
      if (judging >= marketLimits.judging) return answer('busy', null)
      let signed: SignedPost
      try {
        signed = openPost(wire)
      } catch (error) {
        return answer(toDaomeshError(error).code === 'POST_NEWER' ? 'newerVersion' : 'malformed', null)
      }
      judging += 1
      try {
        return answer(await judge(signed), signed)
      } finally {
        judging -= 1
      }
    },
    /** Takes a post of this node itself, which no quota keeps out. */
    keepOwn: (wire: Uint8Array): SignedPost => {
      const signed = openPost(wire)
      const held = store.get(signed.post)
      if (held === null || outranks({ revision: signed.post.revision, id: signed.id }, { revision: held.post.revision, id: held.id }))
        keep(signed, kindOf(signed), true, draw())
      return signed
    },
  }
}

export type Reception = ReturnType<typeof createReception>
