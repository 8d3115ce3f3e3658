import { Box, Group, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { ProgressChip } from '../../parts/ProgressChip.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { When } from '../../parts/When.tsx'
import type { Proposal } from './isUnderWay.ts'

type CommentItemProps = { readonly comment: Proposal['comments'][number]; readonly reply: () => void }

export const CommentItem = ({ comment, reply }: CommentItemProps) => {
  const { t } = useTranslation()
  const { account, name, at, text, seenBy } = comment
  return (
    <Box component="article" aria-label={t('thread.commentBy', { name: name ?? account })}>
      <Group gap="sm">
        <Person account={account} name={name} size={24} />
        <When at={at} size="xs" />
        <ProgressChip progress={seenBy.count > 1 ? 'seen' : 'saved'} seen={seenBy} />
      </Group>
      <Box pl={32} mt={2}>
        <SafeMarkdown>{text}</SafeMarkdown>
        <UnstyledButton fz="xs" c="dimmed" fw={600} onClick={reply} mt={2}>
          {t('thread.reply')}
        </UnstyledButton>
      </Box>
    </Box>
  )
}
