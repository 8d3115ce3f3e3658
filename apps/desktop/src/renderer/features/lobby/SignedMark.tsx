import { Group, Text } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export const SignedMark = ({ signed }: { readonly signed: boolean }) => {
  const { t } = useTranslation()
  return (
    <Group gap={6} wrap="nowrap">
      {signed ? (
        <IconCircleCheckFilled size={17} color="var(--for)" aria-hidden />
      ) : (
        <IconCircleDashed size={17} color="var(--mantine-color-dimmed)" aria-hidden />
      )}
      <Text size="sm" c={signed ? 'var(--mantine-color-text)' : 'dimmed'}>
        {signed ? t('cosign.signed') : t('cosign.missing')}
      </Text>
    </Group>
  )
}
