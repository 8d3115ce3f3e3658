import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { Section } from '../../parts/Section.tsx'

/** Under which addresses others reach this node, to give to them. */
export const OwnAddresses = ({ addresses }: { readonly addresses: readonly string[] }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('networkPage.own')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {addresses.length === 0 ? t('networkPage.noAddresses') : t('networkPage.ownAbout')}
        </Text>
        {addresses.map((address) => (
          <Group key={address} gap={6} wrap="nowrap" align="flex-start">
            <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere', flex: 1 }}>
              {address}
            </Text>
            <CopyIcon value={address} label={t('networkPage.copyAddress')} />
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
