import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type VoteLineProps = {
  readonly words: string
  /** The decision that the members of a DAO are asked, or null where it is not open here; `waits`: for the ballot of this member. */
  readonly question: { readonly space: string; readonly decision: string; readonly waits: boolean } | null
}

/** How far the members of one DAO are, and the way to the ballot. */
export const VoteLine = ({ words, question }: VoteLineProps) => {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <IconUsersGroup size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm">{words}</Text>
      </Group>
      {question !== null && (
        <Button
          component={Link}
          to={`/dao/${question.space}/proposals/${question.decision}`}
          size="xs"
          variant={question.waits ? 'filled' : 'default'}
          style={{ flex: 'none' }}
        >
          {t(question.waits ? 'deals.members.answer' : 'deals.members.see')}
        </Button>
      )}
    </Group>
  )
}
