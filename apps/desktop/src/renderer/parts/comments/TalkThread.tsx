import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CommentItem } from './CommentItem.tsx'
import { Earlier } from './Earlier.tsx'
import type { Comment } from './threads.ts'
import { useNewest } from './useNewest.ts'

type TalkThreadProps<T extends Comment> = {
  readonly root: T
  readonly replies: readonly T[]
  readonly about: ((comment: T) => string | null) | undefined
  /** null where nobody can write here. */
  readonly answer: ((entry: string) => void) | null
  /** The field of who answers. */
  readonly children: ReactNode
}

/** One comment with what was answered to it, the newest answers at first. */
export const TalkThread = <T extends Comment>({ root, replies, about, answer, children }: TalkThreadProps<T>) => {
  const { t } = useTranslation()
  const newest = useNewest(replies.length)
  const item = (comment: T) => <CommentItem key={comment.entry} comment={comment} about={about?.(comment) ?? null} answer={answer} />
  return (
    <Stack gap="sm">
      {item(root)}
      <Stack gap="sm" pl={34}>
        <Earlier {...newest} label={t('thread.earlierAnswers', { count: newest.next, left: newest.from })} />
        {replies.slice(newest.from).map(item)}
        {children}
      </Stack>
    </Stack>
  )
}
