import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { IconChecks, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { ProposalState } from '../proposals/isUnderWay.ts'
import { creditsBeside, spends } from './creditsBeside.ts'
import { WeekRow } from './WeekRow.tsx'
import type { Answer } from './WeekRow.tsx'

const none: Answer = { support: null, reason: '', votes: 1 }
const awaits: ReadonlySet<ProposalState> = new Set(['open', 'decisive', 'passing'])
/** More does not fit under one signature; the rest stays for the next sheet. */
const most = 64

/** Everything of a DAO that awaits one's ballot, answered under one signature. */
export const WeekPage = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/week' })
  const query = useQuery(queries.proposals.list.queryOptions({ input: { space } }))
  const credits = useQuery(queries.ballots.credits.queryOptions({ input: { space } }))
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})
  // What found no place under this signature is still answered, for the next one.
  const sheet = useCommand(client.ballots.sheet, ({ later }) =>
    setAnswers((before) => Object.fromEntries(Object.entries(before).filter(([decision]) => later.some((one) => one === decision)))),
  )
  return (
    <Page title={t('week.title')} about={t('week.about')}>
      {/* Until it is known what an answer may spend none is asked for. */}
      <Loaded query={credits}>
        {(purses) => (
          <Loaded query={query}>
            {(list) => {
              const waiting = list
                .filter(
                  ({ mine, seated, state, settled, recorded }) =>
                    seated && mine === null && ((awaits.has(state) && !settled) || recorded?.stage === 'window'),
                )
                .toSorted((a, b) => a.closesAt - b.closesAt)
                .slice(0, most)
              const left = (decision: string) => creditsBeside(purses, answers, decision)
              const choices = waiting.flatMap(({ decision }) => {
                const answer = answers[decision] ?? none
                const { support, reason, votes } = answer
                if (support === null) return []
                return [{ decision, support, reason: reason.trim(), ...(left(decision) !== null && spends(answer) ? { votes } : {}) }]
              })
              // A sheet that costs more than is left counts for nothing, all of it.
              const over = choices.some(({ decision, votes = 0 }) => votes > (left(decision)?.most ?? 0))
              return (
                <form
                  onSubmit={(event) => {
                    event.preventDefault()
                    if (choices.length > 0) sheet.mutate({ space, choices })
                  }}
                >
                  <Stack gap="md">
                    {sheet.data !== undefined && (
                      <Alert color="green" variant="light" icon={<IconChecks size={18} />} aria-live="polite" title={t('week.signed')}>
                        <Text size="sm">{t('week.carried', { count: sheet.data.carried.length })}</Text>
                        {sheet.data.later.length > 0 && (
                          <Text size="sm" fw={550}>
                            {t('week.later', { count: sheet.data.later.length })}
                          </Text>
                        )}
                      </Alert>
                    )}
                    {waiting.length === 0 ? (
                      <div className="card">
                        <Nothing icon={<IconChecks size={28} stroke={1.5} />} title={t('home.nothingTitle')} teach={t('week.noneTeach')} />
                      </div>
                    ) : (
                      <>
                        {waiting.map((proposal) => (
                          <WeekRow
                            key={proposal.decision}
                            space={space}
                            proposal={proposal}
                            answer={answers[proposal.decision] ?? none}
                            credits={left(proposal.decision)}
                            change={(answer) => setAnswers({ ...answers, [proposal.decision]: answer })}
                          />
                        ))}
                        {choices.some(({ decision, support }) => support === 'for' && left(decision) === null) && (
                          <Text size="sm" c="dimmed">
                            {t('ballot.forMeans')}
                          </Text>
                        )}
                        {over && (
                          <Alert color="amber" variant="light" title={t('week.overTitle')}>
                            {t('week.over')}
                          </Alert>
                        )}
                        {sheet.isPending && <SigningNotice what={t('week.waiting')} />}
                        {sheet.error !== null && <ErrorNotice error={sheet.error} />}
                        <Group justify="space-between">
                          <Text size="sm" c="dimmed" aria-live="polite">
                            {choices.length === 0
                              ? t('week.answerFirst')
                              : t('week.answered', { count: choices.length, of: waiting.length })}
                          </Text>
                          <Button
                            type="submit"
                            leftSection={<IconSignature size={16} aria-hidden />}
                            disabled={choices.length === 0 || over}
                            loading={sheet.isPending}
                          >
                            {t('week.sign')}
                          </Button>
                        </Group>
                      </>
                    )}
                  </Stack>
                </form>
              )
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}
