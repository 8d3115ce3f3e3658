import { Box, Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useCommand } from '../../../api/useCommand.ts'
import { shortAddress } from '../../../format/checksumAddress.ts'
import { absoluteTime } from '../../../format/duration.ts'
import { ErrorNotice } from '../../../parts/ErrorNotice.tsx'
import { Loaded } from '../../../parts/Loaded.tsx'
import { BlameText } from './BlameText.tsx'
import type { Session } from './SessionList.tsx'

type VersionViewProps = {
  readonly space: string
  readonly draft: string
  readonly version: string | null
  readonly session: Session | null
  readonly choose: (version: string | null) => void
}

/** The text now with its authors, or as one session left it with what that session changed, and the ways back. */
export const VersionView = ({ space, draft, version, session, choose }: VersionViewProps) => {
  const { t, i18n } = useTranslation()
  const { client, queries } = useApi()
  const [asking, ask] = useDisclosure(false)
  const [done, setDone] = useState<string | null>(null)
  const blame = useQuery(queries.drafts.blame.queryOptions({ input: { space, draft, version } }))
  const bringBack = useCommand(client.drafts.restore, ({ entries }) =>
    setDone(t(entries.length === 0 ? 'history.already' : 'history.broughtBack')),
  )
  const restore = useCommand(client.drafts.restore, ({ entries }) => {
    ask.close()
    setDone(t(entries.length === 0 ? 'history.already' : 'history.restored'))
  })
  const passages = blame.data?.lines.flatMap(({ runs }) => runs.flatMap((run) => run.passages)) ?? []
  const back = (names: readonly string[]): void => bringBack.mutate({ space, draft, what: { passages: [...names] } })
  const name = session === null ? '' : (session.name ?? shortAddress(session.account))
  return (
    <Box component="section" className="card" aria-labelledby="version" style={{ minWidth: 0 }}>
      <Group justify="space-between" px="lg" py="sm" gap="sm" className="history-head">
        <Box style={{ flex: '1 1 220px', minWidth: 0 }}>
          <Title order={2} id="version" fz="md" fw={600}>
            {session === null ? t(version === null ? 'history.nowTitle' : 'history.thenTitle') : t('history.sessionTitle', { name })}
          </Title>
          <Text size="sm" c="dimmed">
            {session === null ? t('history.nowAbout') : absoluteTime(session.to, i18n.language)}
          </Text>
        </Box>
        {version !== null && (
          <Group gap="xs">
            {passages.length > 0 && (
              <Button variant="default" size="xs" loading={bringBack.isPending} onClick={() => back(passages)}>
                {t('history.bringAllBack')}
              </Button>
            )}
            <Button size="xs" leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={ask.open}>
              {t('history.restore')}
            </Button>
          </Group>
        )}
      </Group>
      <Stack gap="md" p="lg">
        <Text component="output" display={done === null ? 'none' : 'block'} size="sm">
          {done}
        </Text>
        {bringBack.error !== null && <ErrorNotice error={bringBack.error} />}
        <Loaded query={blame} what={t('history.reading')}>
          {({ lines }) => <BlameText lines={lines} isNow={version === null} choose={choose} bringBack={back} />}
        </Loaded>
      </Stack>
      <Modal opened={asking} onClose={ask.close} title={t('history.askTitle')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
        <Stack gap="md">
          <Text size="sm">{t('history.askAbout')}</Text>
          {restore.error !== null && <ErrorNotice error={restore.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={ask.close}>
              {t('parts.cancel')}
            </Button>
            <Button loading={restore.isPending} onClick={() => restore.mutate({ space, draft, what: { version: version ?? '' } })}>
              {t('history.restoreGo')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Box>
  )
}
