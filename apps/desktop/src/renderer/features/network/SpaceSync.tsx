import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { PeerEquality } from './PeerEquality.tsx'
import type { Network } from './network.ts'

/** Space by space: how much is here, what waits, and with whom it is equal. */
export const SpaceSync = ({ network: { spaces } }: { readonly network: Network }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const sync = useMutation({ mutationFn: () => client.network.syncNow() })
  return (
    <Section
      title={t('networkPage.spaces')}
      padded={false}
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={sync.isPending}
          onClick={() => sync.mutate()}
        >
          {t('networkPage.syncNow')}
        </Button>
      }
    >
      {sync.error !== null && <ErrorNotice error={sync.error} />}
      {spaces.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('networkPage.noSpaces')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('networkPage.space')}</Table.Th>
                <Table.Th ta="right">{t('networkPage.entries')}</Table.Th>
                <Table.Th>{t('networkPage.equalWith')}</Table.Th>
                <Table.Th>{t('networkPage.lastSync')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {spaces.map(({ space, kind, name, entries, pending, lastSync, peers }) => (
                <Table.Tr key={space}>
                  <Table.Td fw={550}>
                    {name}
                    {kind === 'lobby' && (
                      <Text size="xs" c="dimmed">
                        {t('networkPage.lobby')}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {entries}
                    {pending > 0 && (
                      <Text size="xs" c="var(--warn)">
                        {t('networkPage.pending', { count: pending })}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Stack gap={2}>
                      {peers.length === 0 && (
                        <Text size="sm" c="dimmed">
                          {t('networkPage.nobody')}
                        </Text>
                      )}
                      {peers.map((peer) => (
                        <PeerEquality key={peer.device} name={peer.name ?? peer.device.slice(0, 6)} equal={peer.equal} />
                      ))}
                    </Stack>
                  </Table.Td>
                  <Table.Td>
                    {lastSync === null ? (
                      <Text size="sm" c="dimmed">
                        {t('networkPage.never')}
                      </Text>
                    ) : (
                      <When at={lastSync} />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {sync.data !== undefined && (
        <Group px="md" pb="sm">
          <Text size="xs" c="dimmed" aria-live="polite">
            {t('networkPage.synced', { count: sync.data.sessions })}
          </Text>
        </Group>
      )}
    </Section>
  )
}
