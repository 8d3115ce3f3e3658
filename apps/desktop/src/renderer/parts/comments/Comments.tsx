import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CommentForm } from './CommentForm.tsx'
import { Earlier } from './Earlier.tsx'
import { TalkThread } from './TalkThread.tsx'
import { type Comment, threads } from './threads.ts'
import { useNewest } from './useNewest.ts'

type CommentsProps<T extends Comment> = {
  readonly comments: readonly T[]
  /** Said where there is none. */
  readonly none: string
  /** null where nobody can write here. */
  readonly post: ((input: { readonly requestId: string; readonly text: string }, replyTo: T | null) => Promise<unknown>) | null
  /** What a comment speaks of, where that is not plain. */
  readonly about?: (comment: T) => string | null
}

/** A talk in threads, the newest ones at first, and a field at its end or below what is answered. */
export const Comments = <T extends Comment>({ comments, none, post, about }: CommentsProps<T>) => {
  const { t } = useTranslation()
  /** The entry that is answered. */
  const [answered, setAnswered] = useState<string | null>(null)
  const all = threads(comments)
  const newest = useNewest(all.length)
  const replyTo = comments.find(({ entry }) => entry === answered) ?? null
  const done = () => setAnswered(null)
  return (
    <Stack gap="lg">
      {comments.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <Earlier {...newest} label={t('thread.earlier', { count: newest.next, left: newest.from })} />
      {all.slice(newest.from).map(({ root, replies }) => (
        <TalkThread key={root.entry} root={root} replies={replies} about={about} answer={post === null ? null : setAnswered}>
          {post !== null && replyTo !== null && [root, ...replies].some(({ entry }) => entry === answered) && (
            <CommentForm key={answered} post={(input) => post(input, replyTo)} answers done={done} />
          )}
        </TalkThread>
      ))}
      {post !== null && replyTo === null && <CommentForm post={(input) => post(input, null)} answers={false} done={done} />}
    </Stack>
  )
}
