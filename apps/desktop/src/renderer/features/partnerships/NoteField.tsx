import { Text, Textarea, type TextareaProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The note of an offer to the members of both DAOs; where they write one together, it is that. */
export const NoteField = ({ shared, ...input }: TextareaProps & { readonly shared: boolean }) => {
  const { t } = useTranslation()
  return shared ? (
    <Text size="sm">{t('partnerships.form.shared')}</Text>
  ) : (
    <Textarea label={t('partnerships.form.note')} autosize minRows={2} maxRows={8} maxLength={8_192} {...input} />
  )
}
