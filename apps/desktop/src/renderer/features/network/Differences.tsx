import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { catalogue } from '@daomesh/protocol'
import type { Network } from './network.ts'

/** Which devices see another chain history or make another state, and what to do about it. */
export const Differences = ({ network: { differences, spaces } }: { readonly network: Network }) => {
  const { t } = useTranslation()
  if (differences.length === 0) return null
  return (
    <Stack gap="sm">
      {differences.map(({ space, device, name, what, code }) => (
        <Alert
          key={`${space} ${device}`}
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          title={t(`networkPage.differs.${what}`, {
            name: name ?? t('networkPage.unnamed'),
            device: device.slice(0, 6),
            dao: spaces.find((one) => one.space === space)?.name ?? '',
          })}
          role="alert"
        >
          <Text size="sm">{catalogue[code].safe}</Text>
          <Text size="sm" fw={600}>
            {catalogue[code].todo}
          </Text>
        </Alert>
      ))}
    </Stack>
  )
}
