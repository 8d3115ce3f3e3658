import { Group, List, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconKey, IconLock, IconShieldLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { OpenSigner } from '../../parts/OpenSigner.tsx'
import { Waiting } from '../../parts/Waiting.tsx'

/** Creating and unlocking happen in the trusted window: neither key nor password ever enters this page. */
export const IdentityStep = ({ state }: { readonly state: 'none' | 'locked' }) => {
  const { t } = useTranslation()
  const Icon = state === 'none' ? IconKey : IconLock
  return (
    <Stack className="card" p="xl" gap="lg">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" size={42} radius="md">
          <Icon size={23} aria-hidden />
        </ThemeIcon>
        <Stack gap={4}>
          <Text fw={600} size="lg" component="h2" m={0}>
            {t(`identity.${state}.title`)}
          </Text>
          <Text c="dimmed">{t(`identity.${state}.about`)}</Text>
        </Stack>
      </Group>
      {state === 'none' && (
        <List size="sm" spacing={6} icon={<IconShieldLock size={16} color="var(--for)" aria-hidden />}>
          <List.Item>{t('identity.own')}</List.Item>
          <List.Item>{t('identity.phrase')}</List.Item>
          <List.Item>{t('identity.window')}</List.Item>
          <List.Item>{t('identity.restore')}</List.Item>
        </List>
      )}
      <OpenSigner label={t(`identity.${state}.open`)} />
      <Waiting what={t(`identity.${state}.waiting`)} todo={t('identity.goesOn')} />
    </Stack>
  )
}
