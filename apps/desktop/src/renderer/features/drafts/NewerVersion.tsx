import { Code, Text } from '@mantine/core'
import { textOf } from '@daomesh/drafts/authoring'
import { useTranslation } from 'react-i18next'
import type { Pad } from './openPad.ts'

/** What of this draft only a newer version of the app can show; where that stands in the text itself, the text without an editor. */
export const NewerVersion = ({ pad }: { readonly pad: Pad }) => {
  const { t } = useTranslation()
  return (
    <>
      {pad.opaque > 0 && <Text size="sm">{t('draft.opaque', { count: pad.opaque })}</Text>}
      {pad.readOnly && (
        <>
          <Text size="sm">{t('draft.newer')}</Text>
          <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap' }}>
            {textOf(pad.doc)}
          </Code>
        </>
      )}
    </>
  )
}
