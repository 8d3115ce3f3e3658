import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { useMoney } from '../bounties/useMoney.ts'
import { type Sentence, useSentence } from '../../parts/useSentence.ts'

/** Which DAO this one joins by a proposal, and on which terms, worked out from what it signs. */
export const JoinNotice = ({ sentences }: { readonly sentences: readonly Sentence[] }) => {
  const { t } = useTranslation()
  const { known } = useMoney()
  const say = useSentence({ tokenOf: known })
  const isForTribute = sentences.some(({ key }) => key === 'joining.notice.tribute')
  return (
    <Section title={t('joining.notice.title')}>
      <Stack gap={6}>
        {sentences.map((sentence, index) => (
          <Text key={`${sentence.key}${sentence.params['account'] ?? ''}`} size="sm" {...(index === 0 ? {} : { c: 'dimmed' })}>
            {say(sentence)}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          {t(isForTribute ? 'joining.notice.meansTribute' : 'joining.notice.means')}
        </Text>
      </Stack>
    </Section>
  )
}
