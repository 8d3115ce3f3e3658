import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Proposal } from './isUnderWay.ts'
import { withoutStatement } from './withoutStatement.ts'

/** What the proposer wrote. A line that stands there for programs is left out where the page says it in words. */
export const ProposalText = ({ proposal: { content, periodic, halfLife, closing } }: { readonly proposal: Proposal }) => {
  const { t } = useTranslation()
  const words = periodic === null && halfLife === null && closing === null ? content : withoutStatement(content)
  return (
    <Section title={t('proposal.text')}>
      {words.trim() === '' ? (
        <Text size="sm" c="dimmed">
          {t('proposal.noText')}
        </Text>
      ) : (
        <SafeMarkdown>{words}</SafeMarkdown>
      )}
    </Section>
  )
}
