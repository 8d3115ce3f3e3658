import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

type PutAwayProps = { readonly space: string; readonly draft: string; readonly title: string }

/** Says that a draft is off the list, and brings it back. */
export const PutAway = ({ space, draft, title }: PutAwayProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const bringBack = useCommand(client.drafts.rename)
  return (
    <Alert color="gray" variant="light" icon={<IconArchive size={18} />} title={t('draft.putAway.title')} aria-live="polite">
      <Stack gap="sm">
        <Group justify="space-between">
          <Text size="sm">{t('draft.putAway.about')}</Text>
          <Button size="xs" variant="default" loading={bringBack.isPending} onClick={() => bringBack.mutate({ space, draft, title })}>
            {t('draft.putAway.back')}
          </Button>
        </Group>
        {bringBack.error !== null && <ErrorNotice error={bringBack.error} />}
      </Stack>
    </Alert>
  )
}
