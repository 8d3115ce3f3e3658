import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** Which of the signing window's accounts this node speaks for. */
export const ChooseAccount = ({ accounts }: { readonly accounts: readonly string[] }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const choose = useCommand(client.node.useAccount)
  return (
    <Stack className="card" p="xl" gap="md">
      <Text fw={600} size="lg" component="h2" m={0}>
        {t('identity.choose.title')}
      </Text>
      <Text c="dimmed">{t('identity.choose.about')}</Text>
      {accounts.map((account) => (
        <Group key={account} justify="space-between">
          <AddressText address={account} face />
          <Button size="xs" variant="default" loading={choose.isPending} onClick={() => choose.mutate({ account })}>
            {t('identity.choose.use')}
          </Button>
        </Group>
      ))}
      {choose.error !== null && <ErrorNotice error={choose.error} />}
    </Stack>
  )
}
