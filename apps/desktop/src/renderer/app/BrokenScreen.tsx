import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../parts/ErrorNotice.tsx'
import { Page } from '../parts/Page.tsx'

/** A screen that could not be drawn: the others go on, and what is saved is safe. */
export const BrokenScreen = ({ error, reset }: { readonly error: unknown; readonly reset: () => void }) => {
  const { t } = useTranslation()
  return (
    <Page title={t('brokenScreen.title')}>
      <ErrorNotice error={error} retry={reset} />
    </Page>
  )
}
