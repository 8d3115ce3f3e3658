import { Box, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconDownload, IconUsers } from '@tabler/icons-react'
import type { NodeClient } from '@daomesh/node/client'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { formatBytes } from '../../format/formatBytes.ts'
import { AskFirst } from '../../parts/AskFirst.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Face } from '../../parts/Face.tsx'
import { When } from '../../parts/When.tsx'
import { saveFile } from './saveFile.ts'

const quiet = { size: 'xs', variant: 'subtle', color: 'gray' } as const

type Row = Awaited<ReturnType<NodeClient['files']['list']>>[number]

/** One file: what it is called, who shared it, how much is here, who has it, and what can be done. It is never shown, only saved. */
export const FileRow = ({ space, row }: { readonly space: string; readonly row: Row }) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const place = { space, file: row.entry }
  const fetch = useCommand(client.files.fetch)
  const remove = useCommand(client.files.remove)
  const withdraw = useCommand(client.files.withdraw)
  const save = useMutation({ mutationFn: () => saveFile(client, { ...place, name: row.name }) })
  const holders = useMutation({ mutationFn: () => client.files.holders(place) })
  const error = fetch.error ?? save.error ?? holders.error ?? row.error
  const underWay = row.state === 'fetching' || row.state === 'waiting'
  return (
    <Stack gap={6} className="row" component="li" style={{ listStyle: 'none' }}>
      <Group justify="space-between" wrap="nowrap">
        <Box style={{ minWidth: 0 }}>
          <Text fw={550} truncate>
            <bdi>{row.name}</bdi>
          </Text>
          <Group gap={7} mt={2}>
            <Face address={row.by} size={16} />
            <Text size="sm" c="dimmed">
              {row.byName ?? shortAddress(row.by)}
            </Text>
            <Text size="sm" c="dimmed">
              {formatBytes(row.size, i18n.language)}
            </Text>
            <Text size="sm" c="dimmed">
              {t(`files.state.${row.state}`, { count: row.from.length })}
            </Text>
            {row.withdrawn && (
              <Text size="sm" c="dimmed">
                {t('files.withdrawn')}
              </Text>
            )}
          </Group>
        </Box>
        <When at={row.sharedAt} size="xs" />
      </Group>
      {underWay && <Progress value={(100 * row.bytes) / Math.max(1, row.size)} aria-label={t('files.fetching', { name: row.name })} />}
      <Group gap="xs">
        {row.state === 'whole' ? (
          <Button
            size="xs"
            variant="default"
            loading={save.isPending}
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => save.mutate()}
          >
            {t('files.save')}
          </Button>
        ) : (
          !underWay &&
          !row.withdrawn && (
            <Button size="xs" variant="default" loading={fetch.isPending} onClick={() => fetch.mutate(place)}>
              {t('files.fetch')}
            </Button>
          )
        )}
        <Button {...quiet} loading={holders.isPending} leftSection={<IconUsers size={14} aria-hidden />} onClick={() => holders.mutate()}>
          {t('files.whoHasIt')}
        </Button>
        {row.state !== 'absent' && (
          <AskFirst
            {...quiet}
            label={t('files.remove')}
            title={t('files.removeTitle', { name: row.name })}
            about={t(row.withdrawn ? 'files.removeLast' : 'files.removeMeans')}
            command={remove}
            input={place}
          />
        )}
        {row.mine && !row.withdrawn && (
          <AskFirst
            {...quiet}
            label={t('files.withdraw')}
            title={t('files.withdrawTitle', { name: row.name })}
            about={t('files.withdrawMeans')}
            command={withdraw}
            input={place}
          />
        )}
      </Group>
      {holders.data !== undefined && (
        <Text size="sm" c="dimmed" component="output">
          {holders.data.length === 0
            ? t('files.nobody')
            : t('files.holders', {
                names: holders.data.map(({ name, device, chunks, of }) => `${name ?? device.slice(0, 8)} (${chunks}/${of})`).join(', '),
              })}
        </Text>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Stack>
  )
}
