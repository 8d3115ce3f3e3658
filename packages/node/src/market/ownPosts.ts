import { type Address, openPost, type PostId, type SignedPost } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'

const prefix = 'market:post:'

/** The row of a post of this node: the market's own store is a cache, this one is not. */
export const postRow = ({ issuer, post }: { readonly issuer: Address; readonly post: PostId }): string => `${prefix}${issuer}:${post}`

/** Every post that this node wrote and whose key is not over. A row that cannot be read stays where it is. */
export const ownPosts = (meta: MetaStore): readonly SignedPost[] =>
  meta.list(prefix).flatMap(({ key, value }) => {
    try {
      return [openPost(value)]
    } catch (cause) {
      meta.unreadable?.(key, cause)
      return []
    }
  })
