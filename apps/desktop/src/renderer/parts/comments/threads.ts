import type { ComponentProps } from 'react'
import type { ProgressChip } from '../ProgressChip.tsx'

type SeenBy = NonNullable<ComponentProps<typeof ProgressChip>['seen']>

export type Comment = {
  readonly entry: string
  readonly account: string
  readonly name: string | null
  readonly text: string
  readonly at: number
  readonly replyTo: string | null
  /** How many have it, where that is known. */
  readonly seenBy?: SeenBy
}

/**
 * Each comment that answers none that is here, with all that hangs on it: one level deep, deeper nesting helps nobody to read. In one walk without recursion:
 * a hostile member can write any number, each in answer to the one before.
 */
export const threads = <T extends Comment>(comments: readonly T[]): readonly { readonly root: T; readonly replies: readonly T[] }[] => {
  const known = new Map(comments.map((comment) => [comment.entry, comment]))
  const roots = new Map<T, T>()
  const rootOf = (comment: T): T => {
    const way: T[] = []
    let at = comment
    for (;;) {
      const root = roots.get(at)
      const parent = at.replyTo === null ? undefined : known.get(at.replyTo)
      if (root === undefined && parent !== undefined) {
        way.push(at)
        at = parent
        continue
      }
      const found = root ?? at
      for (const one of [...way, at]) roots.set(one, found)
      return found
    }
  }
  const replies = new Map<T, T[]>()
  for (const comment of comments) {
    const root = rootOf(comment)
    const below = replies.get(root) ?? []
    replies.set(root, below)
    if (comment !== root) below.push(comment)
  }
  return comments.flatMap((root) => {
    const below = rootOf(root) === root ? replies.get(root) : undefined
    return below === undefined ? [] : [{ root, replies: below }]
  })
}
