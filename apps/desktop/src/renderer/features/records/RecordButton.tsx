import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'

type RecordButtonProps<Output> = {
  readonly command: Command<{ readonly space: string; readonly decision: string; readonly requestId: string }, Output>
  readonly space: string
  readonly decision: string
  /** This node's own transaction for the step. */
  readonly sent: Proposal['record']['sent']['record']
  readonly icon: ReactNode
  readonly children: string
}

/** Sends the transaction of a step, and says how far it has come. */
export const RecordButton = <Output,>({ command, space, decision, sent, icon, children }: RecordButtonProps<Output>) => {
  const { t } = useTranslation()
  // What waits for money or an answer goes on by itself; asking again would send it twice.
  const underWay = sent.state === 'sent' || sent.state === 'queued'
  return (
    <Stack gap={8}>
      {sent.state === 'queued' && sent.error === null && <SigningNotice what={t('record.signing')} />}
      {sent.state === 'sent' && (
        <Text size="sm" c="dimmed">
          {t('record.underWay')}
        </Text>
      )}
      {sent.error !== null && <ErrorNotice error={sent.error} />}
      {command.error !== null && <ErrorNotice error={command.error} />}
      {!underWay && (
        <Group>
          <Button size="sm" leftSection={icon} loading={command.isPending} onClick={() => command.mutate({ space, decision })}>
            {children}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
