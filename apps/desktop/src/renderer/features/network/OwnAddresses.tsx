import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Network } from './network.ts'

const Address = ({ address }: { readonly address: string }) => {
  const { t } = useTranslation()
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere', flex: 1 }}>
        {address}
      </Text>
      <CopyIcon value={address} label={t('networkPage.copyAddress')} />
    </Group>
  )
}

/** Under which addresses others reach this node, to give to them. */
export const OwnAddresses = ({ network: { addresses, relayed } }: { readonly network: Network }) => {
  const { t } = useTranslation()
  const direct = addresses.filter((address) => !relayed.includes(address))
  return (
    <Section title={t('networkPage.own')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {addresses.length === 0 ? t('networkPage.noAddresses') : t('networkPage.ownAbout')}
        </Text>
        {direct.map((address) => (
          <Address key={address} address={address} />
        ))}
        {relayed.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('networkPage.ownRelayed')}
          </Text>
        )}
        {relayed.map((address) => (
          <Address key={address} address={address} />
        ))}
      </Stack>
    </Section>
  )
}
