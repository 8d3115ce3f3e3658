import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type FractionInputProps = Omit<TextInputProps, 'error'> & { readonly fault: boolean }

/** A weight as people write it: 3, 3/2 or 1.5. */
export const FractionInput = ({ fault, ...input }: FractionInputProps) => {
  const { t } = useTranslation()
  return <TextInput {...input} required description={t('mergers.form.fractionAbout')} error={fault ? t('mergers.form.fault') : null} />
}
