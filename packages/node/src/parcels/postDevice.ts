import type { DeviceValue } from '@daomesh/governance'
import { postShelves } from '@daomesh/market'
import { type Address, type DeviceId, openPost, postId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import { postsOf } from '../market/postsOf.ts'

/** The device that signed a post, as its account linked it. */
export type PostDevice = DeviceValue

/**
 * A device at which somebody can be written to who is not met: the one that signed the post that is answered, or another one of that issuer. Its link was
 * checked when the post came; one that its account unlinked since is written to by nobody. null: nothing of that account is in the market here.
 */
export const postDevice = (
  {
    market,
    spaces,
    adapters,
  }: { readonly market: Pick<NodeContext['market'], 'market' | 'now'> } & Pick<NodeContext, 'spaces' | 'adapters'>,
  issuer: Address,
  post: string | null,
): PostDevice | null => {
  const { chainId } = adapters.chain.client.profile.identity
  const answered = post === null ? null : market.market.get({ issuer, post: postId.parse(post) })
  const found = [...(answered === null ? [] : [answered]), ...postShelves.flatMap((shelf) => postsOf(market, issuer, shelf).rows)]
  for (const { wire } of found) {
    const { link } = openPost(wire)
    const device = link.device.slice(2) as DeviceId
    if (!isUnlinkedOn(spaces.all(), chainId, link.member, device))
      return { member: link.member, device, exchangeKey: link.exchangeKey, notAfter: link.notAfter.toString() }
  }
  return null
}
