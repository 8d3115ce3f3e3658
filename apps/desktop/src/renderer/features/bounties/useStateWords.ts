import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BountySummary } from './bounties.ts'
import type { Role } from './stageOf.ts'
import { dayOf } from './dayOf.ts'
import { useNames } from './useNames.ts'

type Row = Pick<BountySummary, 'status' | 'issuer' | 'hunter' | 'deliverBy' | 'dues'>

/** Where a bounty stands, in a sentence to the one who asks. */
export const useStateWords = (): ((row: Row, role: Role) => string) => {
  const { t, i18n } = useTranslation()
  const { call } = useNames()
  return useCallback(
    ({ status, issuer, hunter, deliverBy, dues }, role) => {
      const names = { issuer: call(issuer), hunter: call(hunter), day: dayOf(deliverBy, i18n.language) }
      if (status === 'released' && dues.some(({ state }) => state !== 'paid')) return t('bounties.words.paying')
      return t(`bounties.words.${status}.${role}`, names)
    },
    [t, i18n.language, call],
  )
}
