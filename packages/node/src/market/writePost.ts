import { type Address, DaomeshError, limits, type Post, type PostId, signPost } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { inviteAddresses } from '../reach/inviteAddresses.ts'
import { postRow } from './ownPosts.ts'

export type PostTerms = {
  readonly title: string
  readonly brief: string
  readonly tags: readonly string[]
  readonly reward: { readonly token: Address; readonly amount: string; readonly power: string | null }
  readonly deadline: number
  readonly days: number
  readonly openTo: 'anyone' | 'daos' | readonly Address[]
}
export type WrittenPost = { readonly issuer: Address; readonly post: PostId; readonly revision: number }

const daySeconds = 24 * 3600

/** Terms as a person gives them, in the form of a post: trimmed, sorted, each tag once. */
export const toTerms = (node: NodeContext, terms: PostTerms, now: number) => ({
  title: terms.title.trim(),
  brief: terms.brief.trim(),
  tags: [...new Set(terms.tags.map((tag) => tag.trim().toLowerCase().normalize('NFC')))].filter((tag) => tag !== '').toSorted(),
  reward: {
    token: terms.reward.token,
    amount: terms.reward.amount,
    ...(terms.reward.power === null ? {} : { power: terms.reward.power }),
  },
  deadline: terms.deadline,
  // A sandbox's chain stands still while nobody sends: peers may be a little behind.
  expires: now + Math.min(terms.days * daySeconds, limits.postSeconds - 600),
  openTo: typeof terms.openTo === 'string' ? terms.openTo : [...new Set(terms.openTo)].toSorted(),
  contact: contactOf(node),
})

/** Where this node can be dialled, as far as a post may say. */
export const contactOf = (node: Pick<NodeContext, 'reach'>): string[] =>
  inviteAddresses(node.reach)
    .filter((address) => address.length <= limits.postContactBytes)
    .slice(0, limits.postContacts)

/**
 * The account whose device may write in the name of an issuer: this node's own, which is the issuer or sits in its roster.
 * @throws DaomeshError `IDENTITY_MISSING`, `POST_ISSUER`, `CHAIN_UNREACHABLE`.
 */
export const writerFor = async (node: NodeContext, issuer: Address): Promise<Address> => {
  const account = node.account.required()
  if (issuer === account) return account
  const seated = await node.market.rosters.inRoster(issuer, account)
  if (seated === null) throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { reason: 'the roster cannot be read', dao: issuer } })
  if (!seated) throw new DaomeshError('POST_ISSUER', { meta: { issuer, account } })
  return account
}

/**
 * Signs a revision with this device, makes it durable together with the outcome of its command, then says it in the market.
 * @throws DaomeshError `POST_MALFORMED`, `MARKET_LEFT`, `SIGNING_REFUSED` when the account is asked to link this device.
 */
export const writePost = async (
  node: NodeContext,
  account: Address,
  post: Omit<Post, 'v' | 'chain'>,
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const { chain, deviceKey } = node.adapters
  if (!node.market.joined()) throw new DaomeshError('MARKET_LEFT')
  const { chainId, genesisHash } = chain.client.profile.identity
  const { link, signature } = await node.links.of(chainId, account)
  const wire = signPost({
    post: { v: 1, chain: { chainId: chainId.toString(), genesisHash }, ...post },
    link,
    linkSignature: signature,
    deviceKey,
  })
  const written = { issuer: post.issuer, post: post.post, revision: post.revision }
  node.meta.setAll([[postRow(post), wire], keep(written)])
  node.market.market.publish(wire)
  return written
}
