import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { UnlinkDialog } from './UnlinkDialog.tsx'

/** Which devices write in this person's name, and how to end that for one that was lost. */
export const DeviceList = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.devices.list.queryOptions())
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const [leaving, setLeaving] = useState<string | null>(null)
  return (
    <Section title={t('devices.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('devices.about')}
        </Text>
        <Loaded query={query}>
          {(rows) => (
            <>
              {rows.length === 0 && <Text size="sm">{t('devices.none')}</Text>}
              {rows.map(({ device, self, online, unlinked, spaces }) => (
                <Group key={device} justify="space-between" wrap="nowrap" align="center">
                  <Stack gap={0}>
                    <HashText
                      label={t(`devices.state.${self ? 'self' : unlinked ? 'unlinked' : online ? 'online' : 'away'}`)}
                      value={device}
                    />
                    <Text size="xs" c="dimmed">
                      {[...new Set(spaces.map(({ name }) => name))].join(', ')}
                    </Text>
                  </Stack>
                  {!self && !unlinked && (
                    <Button size="xs" variant="default" onClick={() => setLeaving(device)}>
                      {t('devices.unlink')}
                    </Button>
                  )}
                </Group>
              ))}
            </>
          )}
        </Loaded>
        {status !== undefined && (
          <Stack gap={4}>
            <Text size="sm" c="dimmed">
              {t('devices.folder')}
            </Text>
            <Group gap={4} wrap="nowrap">
              <Code style={{ overflowWrap: 'anywhere' }}>{status.home}</Code>
              <CopyIcon value={status.home} label={t('parts.copyNamed', { name: status.home })} />
            </Group>
          </Stack>
        )}
      </Stack>
      {leaving !== null && <UnlinkDialog device={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  )
}
