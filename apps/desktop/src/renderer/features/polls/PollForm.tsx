import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Poll } from './poll.ts'

const mineOf = (poll: Poll): readonly number[] => poll.options.flatMap(({ mine }, i) => (mine ? [i] : []))

/** One's own answer. It moves nothing, so the device signs it and no window opens. */
export const PollForm = ({ space, poll }: { readonly space: string; readonly poll: Poll }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [chosen, setChosen] = useState<readonly number[]>(mineOf(poll))
  const answer = useCommand(client.polls.answer)
  const tooMany = chosen.length > poll.most
  return (
    <Section title={t('polls.yours')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!tooMany) answer.mutate({ space, poll: poll.poll, choices: [...chosen] })
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t(`polls.how.${poll.choice}`, { count: poll.most })} {t(`polls.counts.${poll.weight}`)}
          </Text>
          {poll.choice === 'single' ? (
            <Radio.Group aria-label={poll.question} value={String(chosen[0] ?? '')} onChange={(value) => setChosen([Number(value)])}>
              <Stack gap={8}>
                {poll.options.map(({ text }, i) => (
                  <Radio key={text} value={String(i)} label={text} />
                ))}
              </Stack>
            </Radio.Group>
          ) : (
            <Checkbox.Group
              aria-label={poll.question}
              value={chosen.map(String)}
              onChange={(values) => setChosen(values.map(Number).sort((x, y) => x - y))}
            >
              <Stack gap={8}>
                {poll.options.map(({ text }, i) => (
                  <Checkbox key={text} value={String(i)} label={text} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {tooMany && (
            <Text size="sm" c="var(--warn)" aria-live="polite">
              {t('polls.tooMany', { count: poll.most })}
            </Text>
          )}
          {answer.error !== null && <ErrorNotice error={answer.error} />}
          <Group justify="space-between">
            <Text size="xs" c="dimmed" aria-live="polite" style={{ flex: '1 1 160px' }}>
              {answer.isSuccess ? t('polls.answerSaved') : t('polls.noGas')}
            </Text>
            <Button type="submit" disabled={tooMany || (poll.choice === 'single' && chosen.length === 0)} loading={answer.isPending}>
              {poll.answered ? t('polls.answerAgain') : t('polls.answer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
