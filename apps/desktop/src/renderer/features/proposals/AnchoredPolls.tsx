import { Anchor, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'

/** Beside a proposal that anchors polls: what its digests mean here, whatever its words say. */
export const AnchoredPolls = ({ space, decision }: { readonly space: string; readonly decision: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data = [] } = useQuery(queries.polls.anchoredBy.queryOptions({ input: { space, decision } }))
  if (data.length === 0) return null
  return (
    <Section title={t('anchoredPolls.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('anchoredPolls.about')}
        </Text>
        <List size="sm" spacing="sm">
          {data.map(({ poll, question, check, options }) => (
            <List.Item key={poll}>
              {question === null ? (
                <Text component="span" size="sm" ff="monospace">
                  {poll.slice(0, 10)}
                </Text>
              ) : (
                <Anchor component={Link} to={`/dao/${space}/polls/${poll}`} size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                  {question}
                </Anchor>
              )}
              {options.length > 0 && (
                <Text size="sm">{options.map(({ text, count }) => t('anchoredPolls.count', { option: text, count })).join(' · ')}</Text>
              )}
              <Text size="sm" fw={550} c={check === 'stands' ? 'var(--for)' : 'var(--warn)'}>
                {t(`anchoredPolls.check.${check}`)}
              </Text>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Section>
  )
}
