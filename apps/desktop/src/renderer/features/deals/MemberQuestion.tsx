import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Deal, OfferRow } from './deals.ts'

type MemberQuestionProps = { readonly hunter: Deal['hunter']; readonly question: NonNullable<OfferRow['question']> }

/** That the members of the hunter's DAO are asked, how far they are, and the way to the ballot. */
export const MemberQuestion = ({ hunter, question }: MemberQuestionProps) => {
  const { t } = useTranslation()
  const { space, decision, state, tally, mine } = question
  const name = hunter.name ?? ''
  const waits = state === 'asked' && mine === null
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <IconUsersGroup size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm">{t(`deals.members.${state}`, { name, for: tally.for, against: tally.against, total: tally.total })}</Text>
      </Group>
      <Button
        component={Link}
        to={`/dao/${space}/proposals/${decision}`}
        size="xs"
        variant={waits ? 'filled' : 'default'}
        style={{ flex: 'none' }}
      >
        {t(waits ? 'deals.members.answer' : 'deals.members.see')}
      </Button>
    </Group>
  )
}
