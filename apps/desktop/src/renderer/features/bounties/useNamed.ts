import { useTranslation } from 'react-i18next'
import { useMine } from './useMine.ts'
import { useNames } from './useNames.ts'

/** What an account is called within a sentence: the own one is 'you'. */
export const useNamed = (): ((account: string) => string) => {
  const { t } = useTranslation()
  const { account: own } = useMine()
  const { call } = useNames()
  return (account) => (account === own ? t('parts.you') : call(account))
}
