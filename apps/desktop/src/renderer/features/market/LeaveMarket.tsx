import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** The way out that joining promised. It asks nothing: the board says at once how to come in again. */
export const LeaveMarket = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const leave = useCommand(client.market.leave)
  return (
    <Stack gap={4} align="flex-start">
      <Button size="xs" variant="default" loading={leave.isPending} onClick={() => leave.mutate({})}>
        {t('market.leave.go')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('market.leave.about')}
      </Text>
      {leave.error !== null && <ErrorNotice error={leave.error} />}
    </Stack>
  )
}
