import { ActionIcon, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFile, IconUpload, IconX } from '@tabler/icons-react'
import { limits } from '@daomesh/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../../format/formatBytes.ts'
import { useDrop } from '../../files/useDrop.ts'
import { type Picked, pickFiles } from './pickFiles.ts'

type FilePlaceProps = { readonly files: readonly Picked[]; readonly busy: boolean; readonly onChange: (files: readonly Picked[]) => void }

const PickedRow = ({ picked, busy, drop }: { readonly picked: Picked; readonly busy: boolean; readonly drop: () => void }) => {
  const { t, i18n } = useTranslation()
  const { file, sent, entry } = picked
  return (
    <Stack component="li" gap={4}>
      <Group wrap="nowrap" gap="sm">
        <IconFile size={16} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" truncate style={{ flex: 1, minWidth: 0 }}>
          <bdi>{file.name}</bdi>
        </Text>
        <Text size="sm" c="dimmed" className="numbers" style={{ flex: 'none' }}>
          {entry === null ? formatBytes(file.size, i18n.language) : t('bounties.deliver.taken')}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={busy}
          aria-label={t('bounties.deliver.remove', { name: file.name })}
          onClick={drop}
        >
          <IconX size={15} />
        </ActionIcon>
      </Group>
      {sent > 0 && entry === null && (
        <Progress value={(100 * sent) / Math.max(1, file.size)} aria-label={t('files.sending', { name: file.name })} />
      )}
    </Stack>
  )
}

/** Files to be delivered, dropped or chosen; they go out with the delivery and not before. */
export const FilePlace = ({ files, busy, onChange }: FilePlaceProps) => {
  const { t, i18n } = useTranslation()
  const [refused, setRefused] = useState<string | null>(null)
  const limit = formatBytes(limits.fileBytes, i18n.language)
  const take = (more: readonly File[]): void => {
    if (busy) return
    const { taken, tooLarge, tooMany } = pickFiles(files, more)
    const [large] = tooLarge
    setRefused(
      large !== undefined
        ? t('bounties.deliver.tooLarge', { name: large.name, limit })
        : tooMany
          ? t('bounties.deliver.tooMany', { count: limits.briefFiles })
          : null,
    )
    onChange([...files, ...taken.map((file) => ({ key: crypto.randomUUID(), file, sent: 0, entry: null }))])
  }
  const over = useDrop(take)
  return (
    <Stack
      gap="sm"
      className="card"
      p="md"
      style={over ? { outline: '2px dashed var(--mantine-primary-color-filled)' } : { borderStyle: 'dashed' }}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 200px' }}>
          {t('bounties.deliver.drop', { limit })}
        </Text>
        <FileButton multiple onChange={take} inputProps={{ 'aria-label': t('files.choose') }}>
          {(props) => (
            <Button {...props} size="xs" variant="default" disabled={busy} leftSection={<IconUpload size={15} aria-hidden />}>
              {t('files.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      {files.length > 0 && (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('bounties.deliver.files')}>
          {files.map((picked) => (
            <PickedRow key={picked.key} picked={picked} busy={busy} drop={() => onChange(files.filter(({ key }) => key !== picked.key))} />
          ))}
        </Stack>
      )}
      {refused !== null && (
        <Text size="sm" c="error" role="alert">
          {refused}
        </Text>
      )}
    </Stack>
  )
}
