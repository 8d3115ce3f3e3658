import type { StoredPost } from '@daomesh/market'
import { type Address, DaomeshError, isListing, openPost, type Post, type PostId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { postPage, postRow } from '../../contract/market.ts'
import { createRewardWords, type RewardWords } from '../../market/rewardWords.ts'

type Key = { readonly issuer: Address; readonly post: PostId }

/** What stands in a list of a brief, letters. */
const excerptLetters = 200

/** A post about work that is wanted. */
export type WantedPost = Omit<StoredPost, 'post'> & { readonly post: Post }

/** @throws DaomeshError `POST_UNKNOWN`. */
export const heldPost = (node: Pick<NodeContext, 'market'>, key: Key): WantedPost => {
  const held = node.market.market.get(key)
  const post = held?.post ?? null
  if (held === null || post === null || isListing(post)) throw new DaomeshError('POST_UNKNOWN', { meta: { post: key.post } })
  return { ...held, post }
}

/** The first words of a brief in one line, without marks that nobody sees. */
export const excerptOf = (brief: string): string => {
  const line = brief
    .slice(0, 4 * excerptLetters)
    // Marks of lists, headings and emphasis say nothing in one line.
    .replaceAll(/^[ \t]*(?:[-*+>]|#{1,6}|[0-9]{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*\*|__|`+/g, '')
    .replaceAll(/[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  if (line.length <= excerptLetters) return line
  // Not in the middle of a letter that takes two places.
  return `${line
    .slice(0, excerptLetters)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}

export const answerPost = (
  node: NodeContext,
  { post, kind, own }: Omit<WantedPost, 'id' | 'wire' | 'until' | 'rank'>,
  words: RewardWords,
): z.input<typeof postRow> => ({
  issuer: post.issuer,
  post: post.post,
  revision: post.revision,
  kind,
  title: post.title,
  excerpt: excerptOf(post.brief),
  tags: post.tags,
  reward: { token: post.reward.token, amount: post.reward.amount, power: post.reward.power ?? null, ...words },
  deadline: post.deadline,
  expires: post.expires,
  openTo: post.openTo,
  own,
  level: node.market.tracks.of(post.issuer)?.level ?? null,
})

/**
 * One post with all it says, also when it is closed or over.
 * @throws DaomeshError `POST_UNKNOWN`.
 */
export const readPost = async (node: NodeContext, key: Key): Promise<z.input<typeof postPage>> => {
  const held = heldPost(node, key)
  const { post, id, wire } = held
  const now = node.market.now()
  return {
    ...answerPost(node, held, await createRewardWords(node)(post.reward.token)),
    brief: post.brief,
    contact: post.contact,
    closed: post.closed,
    over: now !== null && post.expires <= now,
    signedBy: openPost(wire).link.member,
    id,
  }
}
