import { Box, Group, Stack, Text } from '@mantine/core'
import { IconTopologyStar3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import type { Network } from './network.ts'

const short = (device: string): string => `${device.slice(0, 6)}…${device.slice(-4)}`

export const PeerList = ({ network: { peers } }: { readonly network: Network }) => {
  const { t, i18n } = useTranslation()
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' })
  return (
    <Section title={t('networkPage.peers', { count: peers.length })} padded={false}>
      {peers.length === 0 ? (
        <Nothing
          icon={<IconTopologyStar3 size={28} stroke={1.5} />}
          title={t('networkPage.noPeersTitle')}
          teach={t('networkPage.noPeersTeach')}
        />
      ) : (
        <div className="rows">
          {peers.map(({ device, names, addresses, relayed, since, latency }) => (
            <Box key={device} className="row">
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <Stack gap={2} style={{ minWidth: 0 }}>
                  <Text fw={550}>{names.length === 0 ? t('networkPage.unnamed') : list.format(names)}</Text>
                  <Group gap={4}>
                    <Text size="xs" c="dimmed">
                      {t('networkPage.device')}
                    </Text>
                    <Text size="xs" ff="monospace">
                      {short(device)}
                    </Text>
                    <CopyIcon value={device} label={t('networkPage.copyDevice')} size={12} />
                  </Group>
                  {relayed && (
                    <Text size="xs" c="dimmed">
                      {t('networkPage.relayed')}
                    </Text>
                  )}
                  {addresses.map((address) => (
                    <Text key={address} size="xs" ff="monospace" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {address}
                    </Text>
                  ))}
                </Stack>
                <Stack gap={2} align="flex-end" style={{ flex: 'none' }}>
                  <When at={since} size="xs" />
                  {latency !== null && (
                    <Text size="xs" c="dimmed" className="numbers">
                      {t('networkPage.latency', { ms: Math.round(latency) })}
                    </Text>
                  )}
                </Stack>
              </Group>
            </Box>
          ))}
        </div>
      )}
    </Section>
  )
}
