import { Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { takesAnswers } from './poll.ts'
import type { Poll } from './poll.ts'

const part = (count: string, total: string): string =>
  total === '0' ? '0%' : `${Number((BigInt(count) * 10_000n) / BigInt(total)) / 100}%`

/** Counts per option, by number and length; of a sealed poll those that stand, before that those of the answers here. */
export const PollResult = ({ poll }: { readonly poll: Poll }) => {
  const { t } = useTranslation()
  const live = takesAnswers(poll.status) || poll.status === 'disputed'
  return (
    <Section title={t(live ? 'polls.soFar' : 'polls.result')}>
      <Stack gap="sm" aria-live="polite">
        {poll.options.map(({ text, count, mine }) => (
          <Stack key={text} gap={4}>
            <Group justify="space-between" wrap="nowrap" gap="md">
              <Group gap={6} wrap="nowrap" style={{ minWidth: 0 }}>
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {text}
                </Text>
                {mine && (
                  <>
                    <IconCheck size={15} color="var(--for)" aria-hidden />
                    <VisuallyHidden>{t('polls.chosenByYou')}</VisuallyHidden>
                  </>
                )}
              </Group>
              <Text size="sm" fw={650} className="numbers">
                {count}
              </Text>
            </Group>
            <Box h={8} style={{ borderRadius: 4, background: 'color-mix(in srgb, var(--mantine-color-text) 9%, transparent)' }} aria-hidden>
              <Box h={8} style={{ borderRadius: 4, background: 'var(--mantine-color-anchor)', width: part(count, poll.total) }} />
            </Box>
          </Stack>
        ))}
        <Text size="sm" c="dimmed">
          {t('polls.took', { took: poll.took, total: poll.total })}
        </Text>
      </Stack>
    </Section>
  )
}
