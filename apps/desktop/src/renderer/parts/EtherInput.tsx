import { Text, TextInput } from '@mantine/core'
import type { TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** An amount as text: never a floating-point number on its way to wei. The unit stands in the field. */
export const EtherInput = (props: TextInputProps) => {
  const { t } = useTranslation()
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      placeholder="0.0"
      maxLength={80}
      rightSectionWidth={48}
      rightSection={
        <Text size="sm" c="dimmed">
          {t('amount.unit')}
        </Text>
      }
      {...props}
    />
  )
}
