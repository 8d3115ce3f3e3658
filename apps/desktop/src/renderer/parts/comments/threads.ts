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

/** Each comment that answers none that is here, with all that hangs on it: one level deep, deeper nesting helps nobody to read. */
export const threads = <T extends Comment>(comments: readonly T[]): readonly { readonly root: T; readonly replies: readonly T[] }[] => {
  const known = new Map(comments.map((comment) => [comment.entry, comment]))
  const rootOf = (comment: T): T => {
    const parent = comment.replyTo === null ? undefined : known.get(comment.replyTo)
    return parent === undefined ? comment : rootOf(parent)
  }
  return comments
    .filter((comment) => rootOf(comment) === comment)
    .map((root) => ({ root, replies: comments.filter((comment) => comment !== root && rootOf(comment) === root) }))
}
