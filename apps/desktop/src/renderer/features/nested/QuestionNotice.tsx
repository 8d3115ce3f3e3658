import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Deadline } from '../../parts/Deadline.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'

/** That another DAO asks, what becomes of the answer, and the way there. */
export const QuestionNotice = ({ question }: { readonly question: NonNullable<Proposal['question']> }) => {
  const { t } = useTranslation()
  const { outer, space, decision, closesAt, title } = question
  const name = question.name ?? shortAddress(outer)
  return (
    <Alert variant="light" icon={<IconBuildingCommunity size={18} />} title={t('nested.asks', { name })}>
      <Stack gap={4}>
        <Text size="sm">{t('nested.asksAbout', { name, title })}</Text>
        <Text size="sm">
          {t('nested.outerCloses', { name })} <Deadline seconds={closesAt} />
        </Text>
        {space !== null && (
          <Anchor component={Link} to={`/dao/${space}/proposals/${decision}`} size="sm">
            {t('nested.openOuter', { name })}
          </Anchor>
        )}
      </Stack>
    </Alert>
  )
}
