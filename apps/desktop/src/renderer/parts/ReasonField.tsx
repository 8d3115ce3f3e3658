import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type ReasonFieldProps = { readonly value: string; readonly onChange: (reason: string) => void }

/** Why one asks for it, in Markdown: it becomes the text of the proposal. */
export const ReasonField = ({ value, onChange }: ReasonFieldProps) => {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t('addMember.reason')}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={16_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
