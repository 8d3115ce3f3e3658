import { Alert, Button, Divider, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconSignature } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { percentOf } from '../../format/percent.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { AskFirst } from '../../parts/AskFirst.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { takesAnswers } from './poll.ts'
import type { Poll } from './poll.ts'

type Who = { readonly account: string; readonly name: string | null }
const namesOf = (people: readonly Who[]): string => people.map(({ account, name }) => name ?? shortAddress(account)).join(', ')

/** What members signed as the outcome, and one's own signature under one of it. */
export const PollCloses = ({ space, poll }: { readonly space: string; readonly poll: Poll }) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const close = useCommand(client.polls.close)
  const may = takesAnswers(poll.status) && poll.votes && !poll.signed
  const { total, quorumBps } = poll.signing
  const anew = { space, poll: poll.poll, close: null, anew: true }
  const looks = poll.closes.length === 0 ? ({ variant: 'filled', size: 'sm' } as const) : ({ variant: 'default', size: 'xs' } as const)
  return (
    <Section title={t('polls.closing.title')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('polls.closing.about', { percent: percentOf(quorumBps, i18n.language) })}
        </Text>
        {poll.equivocators.length > 0 && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />}>
            <Text size="sm">{t('polls.closing.equivocated', { names: namesOf(poll.equivocators) })}</Text>
          </Alert>
        )}
        {poll.closes.map((one, at) => (
          <Fragment key={one.close}>
            {at > 0 && <Divider />}
            <Stack gap={8}>
              <Text size="sm" fw={600}>
                {t(one.stands ? 'polls.closing.stands' : 'polls.closing.signed', { weight: one.weight, total })}
              </Text>
              <Group gap="sm">
                {one.signers.map(({ account, name }) => (
                  <Person key={account} account={account} name={name} size={18} />
                ))}
              </Group>
              <Text size="sm">
                {poll.options.map(({ text }, i) => t('anchoredPolls.count', { option: text, count: one.counts[i] ?? '0' })).join(' · ')}
              </Text>
              <Text size="sm" c={one.proven < one.answers ? 'var(--warn)' : 'dimmed'}>
                {t('polls.closing.proven', { count: one.answers, proven: one.proven })}
              </Text>
              {one.leavesOut.length > 0 && !one.stands && (
                <Text size="sm" c="var(--warn)">
                  {t('polls.closing.leavesOut', { names: namesOf(one.leavesOut) })}
                </Text>
              )}
              <HashText label={t('polls.closing.id')} value={one.close} />
              {may && one.proven === one.answers && (
                <Button
                  size="xs"
                  style={{ alignSelf: 'flex-start' }}
                  leftSection={<IconSignature size={14} aria-hidden />}
                  loading={close.isPending}
                  onClick={() => close.mutate({ space, poll: poll.poll, close: one.close, anew: false })}
                >
                  {t('polls.closing.join')}
                </Button>
              )}
            </Stack>
          </Fragment>
        ))}
        {close.error !== null && <ErrorNotice error={close.error} />}
        {may && (
          <Stack gap={4} align="flex-start">
            {poll.took === poll.total ? (
              <Button {...looks} loading={close.isPending} onClick={() => close.mutate(anew)}>
                {t('polls.closing.anew')}
              </Button>
            ) : (
              <AskFirst
                {...looks}
                variant="default"
                label={t('polls.closing.anew')}
                title={t('polls.closing.earlyTitle')}
                about={t('polls.closing.early', { took: poll.took, total: poll.total })}
                command={close}
                input={anew}
              />
            )}
            <Text size="xs" c="dimmed">
              {t('polls.closing.once')}
            </Text>
          </Stack>
        )}
      </Stack>
    </Section>
  )
}
