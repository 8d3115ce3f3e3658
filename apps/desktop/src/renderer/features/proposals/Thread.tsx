import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { CommentForm } from './CommentForm.tsx'
import { CommentItem } from './CommentItem.tsx'
import type { Proposal } from './isUnderWay.ts'

type ThreadProps = { readonly space: string; readonly about: string; readonly comments: Proposal['comments'] }

/** The talk about a proposal. Replies stand below what they answer, one level deep: deeper nesting helps nobody to read. */
export const Thread = ({ space, about, comments }: ThreadProps) => {
  const { t } = useTranslation()
  const [replyTo, setReplyTo] = useState<string | null>(null)
  const known = new Set<string>(comments.map(({ entry }) => entry))
  const rootOf = (entry: string): string => {
    const parent = comments.find((comment) => comment.entry === entry)?.replyTo
    return parent === null || parent === undefined || !known.has(parent) ? entry : rootOf(parent)
  }
  const roots = comments.filter(({ entry }) => rootOf(entry) === entry)
  return (
    <Section title={t('thread.title')}>
      <Stack gap="lg">
        {comments.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('thread.none')}
          </Text>
        )}
        {roots.map((root) => (
          <Stack key={root.entry} gap="sm">
            <CommentItem comment={root} reply={() => setReplyTo(root.entry)} />
            <Stack gap="sm" pl={34}>
              {comments
                .filter(({ entry }) => entry !== root.entry && rootOf(entry) === root.entry)
                .map((comment) => (
                  <CommentItem key={comment.entry} comment={comment} reply={() => setReplyTo(comment.entry)} />
                ))}
              {replyTo !== null && rootOf(replyTo) === root.entry && (
                <CommentForm key={replyTo} space={space} about={about} replyTo={replyTo} done={() => setReplyTo(null)} />
              )}
            </Stack>
          </Stack>
        ))}
        {replyTo === null && <CommentForm space={space} about={about} replyTo={null} />}
      </Stack>
    </Section>
  )
}
