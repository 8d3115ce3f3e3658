import type { DeviceValue } from '@daomesh/governance'
import { postShelves } from '@daomesh/market'
import { type Address, type DeviceId, openPost, postId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { postsOf } from '../market/postsOf.ts'

/** The device that signed a post, as its account linked it. */
export type PostDevice = DeviceValue

/**
 * A device at which somebody can be written to who is not met: the one that signed the post that is answered, or another one of that issuer. Its link was
 * checked when the post came. null: nothing of that account is in the market here.
 */
export const postDevice = (
  { market }: { readonly market: Pick<NodeContext['market'], 'market' | 'now'> },
  issuer: Address,
  post: string | null,
): PostDevice | null => {
  const answered = post === null ? null : market.market.get({ issuer, post: postId.parse(post) })
  const found = answered ?? postShelves.flatMap((shelf) => postsOf(market, issuer, shelf).rows)[0] ?? null
  if (found === null) return null
  const { link } = openPost(found.wire)
  return {
    member: link.member,
    device: link.device.slice(2) as DeviceId,
    exchangeKey: link.exchangeKey,
    notAfter: link.notAfter.toString(),
  }
}
