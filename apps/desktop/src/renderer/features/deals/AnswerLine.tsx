import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import type { OfferRow } from './deals.ts'

/** Who of the other side answered an offer, and how. */
export const AnswerLine = ({ answer }: { readonly answer: NonNullable<OfferRow['answer']> }) => {
  const { t } = useTranslation()
  return (
    <Group gap="sm">
      <Person account={answer.author} name={answer.authorName} size={18} />
      <Text size="sm">
        {t(`deals.answer.${answer.answer}`)} {answer.reason}
      </Text>
    </Group>
  )
}
