import { Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProps } from './fieldProps.ts'

type PostWordsProps = {
  readonly field: (name: 'title' | 'brief' | 'tags') => FieldProps
  /** What the long text is called here, and what belongs into it. */
  readonly brief: string
  readonly briefAbout: string
  /** What stands above them. */
  readonly children?: ReactNode
}

const longestBrief = 8_000
const mostTags = 8

/** What everything in the market is found by: title, text and tags. */
export const PostWords = ({ field, brief, briefAbout, children }: PostWordsProps) => {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      {children}
      <TextInput label={t('market.form.title')} required maxLength={180} {...field('title')} />
      <Textarea label={brief} description={briefAbout} autosize minRows={5} maxRows={18} maxLength={longestBrief} {...field('brief')} />
      <TagsInput
        label={t('market.form.tags')}
        description={t('market.form.tagsAbout')}
        maxTags={mostTags}
        maxLength={30}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        {...field('tags')}
      />
    </Stack>
  )
}
