import { Group, Stack, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { checksumAddress } from '../format/checksumAddress.ts'
import { CopyIcon } from './CopyIcon.tsx'

/** A hash or address with its name, in groups of four, short enough to compare aloud. */
export const HashText = ({ label, value }: { readonly label: string; readonly value: string }) => {
  const { t } = useTranslation()
  const full = value.length === 42 ? checksumAddress(value) : value
  const digits = full.replace(/^0x/, '')
  const short = `${digits.slice(0, 4)} ${digits.slice(4, 8)} … ${digits.slice(-4)}`
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Tooltip label={full} maw="min(90vw, 560px)" multiline style={{ overflowWrap: 'anywhere' }}>
          <Text component="span" ff="monospace" size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
            {short}
          </Text>
        </Tooltip>
        <CopyIcon value={full} label={t('parts.copyNamed', { name: label })} />
      </Group>
    </Stack>
  )
}
