import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Amount } from './Amount.tsx'
import type { TrackRecord } from './mesh.ts'

const Money = ({ label, sums }: { readonly label: string; readonly sums: TrackRecord['earned'] }) =>
  sums.length === 0 ? null : (
    <Group justify="space-between" gap="md" wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Stack gap={0} align="flex-end">
        {sums.map((one) => (
          <Amount key={one.token} units={one.amount} of={one} />
        ))}
      </Stack>
    </Group>
  )

/** What somebody did within a year, by facts of the chain. */
export const Record = ({ level, record }: { readonly level: number | null; readonly record: TrackRecord | null }) => {
  const { t } = useTranslation()
  if (record === null)
    return (
      <Text size="sm" c="dimmed">
        {t('mesh.record.none')}
      </Text>
    )
  return (
    <Stack gap={4}>
      {level !== null && (
        <Text size="sm" fw={600}>
          {t('mesh.record.level', { level })}
        </Text>
      )}
      {record.hunted > 0 && (
        <Text size="sm">
          {t('mesh.record.hunted', { count: record.hunted, whole: record.whole, partial: record.partial, nothing: record.nothing })}
        </Text>
      )}
      {record.disputed > 0 && (
        <Text size="sm" c="var(--warn)">
          {t('mesh.record.disputed', { count: record.disputed })}
        </Text>
      )}
      {record.issued > 0 && <Text size="sm">{t('mesh.record.issued', { count: record.issued })}</Text>}
      <Money label={t('mesh.record.earned')} sums={record.earned} />
      <Money label={t('mesh.record.paid')} sums={record.paid} />
    </Stack>
  )
}
