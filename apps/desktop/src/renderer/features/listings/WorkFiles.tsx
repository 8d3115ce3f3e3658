import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../format/formatBytes.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { type Piece, savePieces } from '../files/saveFile.ts'
import type { WorkFile } from './listings.ts'

type WorkFileRowProps = {
  readonly file: WorkFile
  /** Reads a piece of it, where it may be opened here; null where it may not. */
  readonly read: ((at: number) => Promise<Piece>) | null
  /** What can be done instead while it is not here. */
  readonly otherwise?: ReactNode
}

const WorkFileRow = ({ file, read, otherwise }: WorkFileRowProps) => {
  const { t, i18n } = useTranslation()
  const save = useMutation({ mutationFn: () => (read === null ? Promise.resolve() : savePieces(file.name, read)) })
  return (
    <li className="row" style={{ listStyle: 'none' }}>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={550} truncate>
            <bdi>{file.name}</bdi>
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {formatBytes(file.size, i18n.language)}
          </Text>
        </div>
        {file.state === 'whole' && read !== null ? (
          <Button
            size="xs"
            variant="default"
            loading={save.isPending}
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={t('listings.saveFile', { name: file.name })}
            onClick={() => save.mutate()}
          >
            {t('files.save')}
          </Button>
        ) : file.state === 'fetching' || file.state === 'waiting' || (file.state === 'partial' && read !== null) ? (
          <Text size="xs" c="dimmed">
            {t('listings.coming')}
          </Text>
        ) : (
          otherwise
        )}
      </Group>
      {save.error !== null && <ErrorNotice error={save.error} />}
    </li>
  )
}

type WorkFilesProps = {
  readonly files: readonly WorkFile[]
  readonly reader: ((file: string) => (at: number) => Promise<Piece>) | null
  readonly otherwise?: (file: WorkFile) => ReactNode
}

/** Files of a work: what each is called, how long it is, and whether it can be saved. They are never shown, only saved. */
export const WorkFiles = ({ files, reader, otherwise }: WorkFilesProps) => (
  <ul className="rows" style={{ margin: 0, padding: 0 }}>
    {files.map((file) => (
      <WorkFileRow key={file.file} file={file} read={reader?.(file.file) ?? null} otherwise={otherwise?.(file)} />
    ))}
  </ul>
)
