import { Box, Group, Text, UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Person } from '../Person.tsx'
import { ProgressChip } from '../ProgressChip.tsx'
import { SafeMarkdown } from '../SafeMarkdown.tsx'
import { When } from '../When.tsx'
import type { Comment } from './threads.ts'

type CommentItemProps = {
  readonly comment: Comment
  readonly about: string | null
  /** null where nobody can write here. */
  readonly answer: ((entry: string) => void) | null
}

const Item = ({ comment, about, answer }: CommentItemProps) => {
  const { t } = useTranslation()
  const { entry, account, name, at, text, seenBy } = comment
  return (
    <Box component="article" aria-label={t('thread.commentBy', { name: name ?? account })}>
      <Group gap="sm">
        <Person account={account} name={name} size={24} />
        <When at={at} size="xs" />
        {seenBy !== undefined && <ProgressChip progress={seenBy.count > 1 ? 'seen' : 'saved'} seen={seenBy} />}
        {about !== null && (
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        )}
      </Group>
      <Box pl={32} mt={2}>
        <SafeMarkdown>{text}</SafeMarkdown>
        {answer !== null && (
          <UnstyledButton fz="xs" c="dimmed" fw={600} onClick={() => answer(entry)} mt={2}>
            {t('thread.reply')}
          </UnstyledButton>
        )}
      </Box>
    </Box>
  )
}

/** `about`: what it speaks of, where the thread is about several things. Drawn again where the comment changed alone: a long talk is much Markdown. */
export const CommentItem = memo(Item)
