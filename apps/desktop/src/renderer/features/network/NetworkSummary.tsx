import { Box, Group, List, Stack, Switch, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { networkColors } from '../../shell/NetworkState.tsx'
import { StatusDot } from '../../shell/StatusDot.tsx'
import type { Network } from './network.ts'

/** The state in one sentence, the switch, and what to do when alone. */
export const NetworkSummary = ({ network: { state, online, peers } }: { readonly network: Network }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const change = useMutation({ mutationFn: (next: boolean) => client.network.setOnline({ online: next, chain: true }) })
  return (
    <Box className="card" p="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} aria-live="polite">
          <Group gap={9}>
            <StatusDot color={networkColors[state]} hollow={state === 'offline'} busy={state === 'starting' || state === 'syncing'} />
            <Text fw={600} size="lg">
              {t(`network.state.${state}`, { count: peers.length })}
            </Text>
          </Group>
          <Text size="sm" c="dimmed" maw={560}>
            {t(`network.meaning.${state}`)}
          </Text>
        </Stack>
        <Switch
          label={t('networkPage.online')}
          checked={change.isPending ? change.variables : online}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
          withThumbIndicator={false}
        />
      </Group>
      {change.error !== null && <ErrorNotice error={change.error} />}
      {state === 'alone' && (
        <Box mt="md" p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
          <Text size="sm" fw={600} mb={4}>
            {t('networkPage.aloneTitle')}
          </Text>
          <List size="sm" spacing={3}>
            <List.Item>{t('networkPage.aloneWait')}</List.Item>
            <List.Item>{t('networkPage.aloneSame')}</List.Item>
            <List.Item>{t('networkPage.aloneDial')}</List.Item>
            <List.Item>{t('networkPage.aloneHeadless')}</List.Item>
          </List>
        </Box>
      )}
    </Box>
  )
}
