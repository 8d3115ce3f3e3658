import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Act = { readonly run: () => void; readonly loading: boolean }

/** What to do with an offer, each null where this member may not. */
type AnswerButtonsProps = {
  readonly accept: Act | null
  readonly counter: (() => void) | null
  readonly decline: Act | null
  readonly withdraw: Act | null
}

/** Yes, another offer, no, or take back: the same in every bargain. */
export const AnswerButtons = ({ accept, counter, decline, withdraw }: AnswerButtonsProps) => {
  const { t } = useTranslation()
  return (
    <>
      {accept !== null && (
        <Button size="sm" loading={accept.loading} onClick={accept.run}>
          {t('deals.do.accept')}
        </Button>
      )}
      {counter !== null && (
        <Button size="sm" variant="default" onClick={counter}>
          {t('deals.do.counter')}
        </Button>
      )}
      {decline !== null && (
        <Button size="sm" variant="subtle" loading={decline.loading} onClick={decline.run}>
          {t('deals.do.decline')}
        </Button>
      )}
      {withdraw !== null && (
        <Button size="sm" variant="subtle" loading={withdraw.loading} onClick={withdraw.run}>
          {t('deals.do.withdraw')}
        </Button>
      )}
    </>
  )
}
