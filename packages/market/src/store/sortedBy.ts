import { type Address, isListing, type MarketPost, type Post } from '@daomesh/protocol'
import type { PostShelf } from './marketStore.ts'

/** By what a post is narrowed and sorted beside its words. Of work for sale the amount is its price, and its end the only time there is. */
export const sortedBy = (
  post: MarketPost,
): {
  readonly shelf: PostShelf
  readonly deadline: number
  readonly token: Address
  readonly amount: string
  readonly openTo: Post['openTo']
} =>
  isListing(post)
    ? { shelf: 'sale', deadline: post.expires, ...post.price, openTo: 'anyone' }
    : { shelf: 'wanted', deadline: post.deadline, token: post.reward.token, amount: post.reward.amount, openTo: post.openTo }
