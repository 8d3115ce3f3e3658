import { Box, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { WhyNot } from '../../parts/WhyNot.tsx'
import { CallList } from '../proposals/CallList.tsx'
import { Conditions, noConditions } from './Conditions.tsx'
import type { DraftSession } from './openDraftSession.ts'
import type { PaymentAsk } from './readPayments.ts'
import { usePaymentCalls } from './usePaymentCalls.ts'

type SubmitDialogProps = {
  readonly space: string
  readonly draft: string
  readonly title: string
  readonly asks: readonly PaymentAsk[]
  readonly session: DraftSession
  readonly opened: boolean
  readonly onClose: () => void
  readonly onSubmitted: () => void
}

/** Exactly what members will vote on: the frozen text and the calls, decoded and simulated. Nothing changes after this. */
export const SubmitDialog = ({ space, draft, title, asks, session, opened, onClose, onSubmitted }: SubmitDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [name, setName] = useState(title)
  const [conditions, setConditions] = useState(noConditions)
  const text = useQuery({
    queryKey: ['review', space, draft],
    enabled: opened,
    gcTime: 0,
    staleTime: 0,
    retry: false,
    queryFn: async () => {
      await session.flush()
      return client.drafts.preview({ space, draft })
    },
  })
  const decoded = usePaymentCalls(space, asks, opened)
  const submit = useCommand(client.proposals.submit, ({ decision }) => {
    onSubmitted()
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  const ready = text.data !== undefined && decoded.data !== undefined && name.trim() !== ''
  return (
    <Modal opened={opened} onClose={onClose} title={t('submit.title')} size="xl" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('submit.about')}
        </Text>
        <TextInput
          label={t('submit.name')}
          value={name}
          maxLength={200}
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {text.error !== null && <ErrorNotice error={text.error} retry={() => void text.refetch()} />}
        {text.isFetching && <Waiting what={t('submit.freezing')} />}
        {text.data !== undefined && text.data.opaque > 0 && <Text size="sm">{t('draft.opaque', { count: text.data.opaque })}</Text>}
        {text.data !== undefined && (
          <Box
            component="section"
            p="lg"
            bg="var(--surface-sunken)"
            style={{ borderRadius: 8, maxHeight: 360, overflow: 'auto' }}
            tabIndex={0}
            aria-label={t('proposal.text')}
          >
            {text.data.markdown.trim() === '' ? (
              <Text size="sm" c="dimmed">
                {t('proposal.noText')}
              </Text>
            ) : (
              <SafeMarkdown>{text.data.markdown}</SafeMarkdown>
            )}
          </Box>
        )}
        {decoded.error !== null && <ErrorNotice error={decoded.error} retry={() => void decoded.refetch()} />}
        {decoded.data === undefined && decoded.error === null && <Waiting what={t('submit.decoding')} />}
        {decoded.data !== undefined && <CallList calls={decoded.data.rows} />}
        <Conditions space={space} value={conditions} change={setConditions} />
        {submit.error !== null && <ErrorNotice error={submit.error} />}
        {submit.isPending && <Waiting what={t('submit.waiting')} />}
        <Group justify="flex-end">
          <WhyNot why={name.trim() === '' ? t('parts.fillFirst') : null} />
          <Button variant="default" onClick={onClose}>
            {t('submit.back')}
          </Button>
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={!ready}
            loading={submit.isPending}
            onClick={() =>
              submit.mutate({ space, draft, title: name.trim(), content: null, calls: [...(decoded.data?.calls ?? [])], ...conditions })
            }
          >
            {t('submit.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
