import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconUpload } from '@tabler/icons-react'
import { mediaType, toFileName } from '@daomesh/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { sendFile } from './sendFile.ts'
import { useDrop } from './useDrop.ts'

/** Where files are dropped or chosen. One after the other, so that each shows how far it is. */
export const DropPlace = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [sent, setSent] = useState<{ readonly name: string; readonly part: number } | null>(null)
  const share = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        // The upload goes by the id of the request that will name it.
        const requestId = crypto.randomUUID()
        const name = toFileName(file.name)
        setSent({ name, part: 0 })
        await sendFile(client, { space, upload: requestId, file }, (bytes) =>
          setSent({ name, part: (100 * bytes) / Math.max(1, file.size) }),
        )
        const type = mediaType.safeParse(file.type.toLowerCase()).data ?? ''
        await client.files.add({ requestId, space, upload: requestId, name, type, about: null })
      }
    },
    onSettled: () => setSent(null),
  })
  const over = useDrop((files) => {
    if (!share.isPending) share.mutate(files)
  })
  return (
    <section
      className="card"
      aria-label={t('files.share')}
      style={over ? { outline: '2px dashed var(--mantine-primary-color-filled)' } : {}}
    >
      <Stack gap="sm" p="lg">
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t('files.drop')}
          </Text>
          <FileButton
            multiple
            onChange={(files) => files.length > 0 && share.mutate(files)}
            inputProps={{ 'aria-label': t('files.choose') }}
          >
            {(props) => (
              <Button {...props} loading={share.isPending} leftSection={<IconUpload size={16} aria-hidden />}>
                {t('files.choose')}
              </Button>
            )}
          </FileButton>
        </Group>
        {sent !== null && <Progress value={sent.part} aria-label={t('files.sending', { name: sent.name })} />}
        {share.error !== null && <ErrorNotice error={share.error} />}
      </Stack>
    </section>
  )
}
