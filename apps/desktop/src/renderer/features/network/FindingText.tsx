import { Badge, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FindingAct } from './FindingAct.tsx'
import type { Diagnosis } from './network.ts'

const colors = { blocks: 'red', hinders: 'amber', note: 'gray' } as const

/** What was found, what it means, what to do. */
export const FindingText = ({ finding }: { readonly finding: Diagnosis['findings'][number] }) => {
  const { t } = useTranslation()
  const { code, severity, params } = finding
  // Each sentence names some of the parameters; which ones is the list's business.
  const say = (part: 'found' | 'means' | 'remedy'): string => t(`findings.${code}.${part}` as never, params)
  return (
    <Stack gap={3} data-finding={code}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <Badge size="sm" variant="light" radius="sm" tt="none" color={colors[severity]} style={{ flex: 'none', marginTop: 2 }}>
          {t(`doctor.severity.${severity}`)}
        </Badge>
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {say('found')}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {say('means')}
      </Text>
      <Text size="sm">
        <b>{t('doctor.todo')}:</b> {say('remedy')}
      </Text>
      <FindingAct finding={finding} />
    </Stack>
  )
}
