import { Button, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

type RepublishButtonProps = { readonly space: string; readonly entry: string }

/** A ballot is its member's by its own signature, so whoever finds it set aside may publish it again. */
export const RepublishButton = ({ space, entry }: RepublishButtonProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const republish = useCommand(client.ballots.republish)
  return (
    <Stack gap={6} mt={6} align="flex-start">
      <Button size="xs" variant="default" loading={republish.isPending} onClick={() => republish.mutate({ space, entry })}>
        {t('audit.republish')}
      </Button>
      {republish.error !== null && <ErrorNotice error={republish.error} />}
    </Stack>
  )
}
