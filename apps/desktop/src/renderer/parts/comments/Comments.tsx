import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CommentForm } from './CommentForm.tsx'
import { CommentItem } from './CommentItem.tsx'
import { type Comment, threads } from './threads.ts'

type CommentsProps<T extends Comment> = {
  readonly comments: readonly T[]
  /** Said where there is none. */
  readonly none: string
  /** null where nobody can write here. */
  readonly post: ((input: { readonly requestId: string; readonly text: string }, replyTo: T | null) => Promise<unknown>) | null
  /** What a comment speaks of, where that is not plain. */
  readonly about?: (comment: T) => string | null
}

/** A talk in threads, and a field at its end or below what is answered. */
export const Comments = <T extends Comment>({ comments, none, post, about }: CommentsProps<T>) => {
  const [replyTo, setReplyTo] = useState<T | null>(null)
  const done = () => setReplyTo(null)
  const item = (comment: T) => (
    <CommentItem key={comment.entry} comment={comment} about={about?.(comment) ?? null} reply={() => setReplyTo(comment)} />
  )
  return (
    <Stack gap="lg">
      {comments.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {threads(comments).map(({ root, replies }) => (
        <Stack key={root.entry} gap="sm">
          {item(root)}
          <Stack gap="sm" pl={34}>
            {replies.map(item)}
            {post !== null && replyTo !== null && [root, ...replies].some(({ entry }) => entry === replyTo.entry) && (
              <CommentForm key={replyTo.entry} post={(input) => post(input, replyTo)} answers done={done} />
            )}
          </Stack>
        </Stack>
      ))}
      {post !== null && replyTo === null && <CommentForm post={(input) => post(input, null)} answers={false} done={done} />}
    </Stack>
  )
}
