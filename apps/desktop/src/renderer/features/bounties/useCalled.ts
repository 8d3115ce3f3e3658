import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BountySummary } from './bounties.ts'
import { agreementRoleOf } from './agreementRole.ts'
import { useNames } from './useNames.ts'

/** What an account of one bounty is called in a sentence: by its name, or else by its short address and what it is there. */
export const useCalled = (): ((bounty: Pick<BountySummary, 'issuer' | 'hunter' | 'reviewer' | 'arbiter'>, account: string) => string) => {
  const { t } = useTranslation()
  const { nameOf, call } = useNames()
  return useCallback(
    (bounty, account) => {
      const role = nameOf(account) === null ? agreementRoleOf(bounty, account) : null
      return role === null ? call(account) : t('bounties.inRole', { name: call(account), role: t(`bounties.role.${role}`) })
    },
    [t, nameOf, call],
  )
}
