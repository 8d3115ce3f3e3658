import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** Says what being in the market means before it begins: nobody is in it unasked. */
export const JoinMarket = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const join = useCommand(client.market.join)
  return (
    <Alert variant="light" icon={<IconBuildingStore size={18} />} title={t('market.join.title')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('market.join.about')}</Text>
        {join.error !== null && <ErrorNotice error={join.error} />}
        <Group>
          <Button size="sm" loading={join.isPending} onClick={() => join.mutate({})}>
            {t('market.join.go')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
