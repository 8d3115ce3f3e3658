import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { WhyNot } from '../../parts/WhyNot.tsx'
import type { PollSummary } from './poll.ts'

type AnchorPollsDialogProps = { readonly space: string; readonly polls: readonly PollSummary[]; readonly onClose: () => void }

/** Puts to the vote that results are fixed on the chain, as many at once as are sealed. */
export const AnchorPollsDialog = ({ space, polls, onClose }: AnchorPollsDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [left, setLeft] = useState<readonly string[]>([])
  const [title, setTitle] = useState(t('polls.anchor.titleOf'))
  const anchor = useCommand(
    client.polls.anchor,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
  )
  const chosen = polls.filter(({ poll }) => !left.includes(poll)).slice(0, 64)
  return (
    <Modal opened onClose={onClose} title={t('polls.anchor.title')} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('polls.anchor.about')}
        </Text>
        <Checkbox.Group
          aria-label={t('polls.title')}
          value={chosen.map(({ poll }) => poll)}
          onChange={(values) => setLeft(polls.flatMap(({ poll }) => (values.includes(poll) ? [] : [poll])))}
        >
          <Stack gap={8}>
            {polls.map(({ poll, question }) => (
              <Checkbox key={poll} value={poll} label={question} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          label={t('submit.name')}
          value={title}
          maxLength={200}
          required
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {anchor.error !== null && <ErrorNotice error={anchor.error} />}
        <Group justify="flex-end">
          <WhyNot why={chosen.length === 0 || title.trim() === '' ? t('parts.fillFirst') : null} />
          <Button
            disabled={chosen.length === 0 || title.trim() === ''}
            loading={anchor.isPending}
            onClick={() => anchor.mutate({ space, title: title.trim(), polls: chosen.map(({ poll }) => poll) })}
          >
            {t('submit.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
