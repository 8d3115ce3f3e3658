import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BountySummary } from './bounties.ts'
import { isToldByRole, type Role, stateWordOf } from './stageOf.ts'
import { dayOf } from './dayOf.ts'
import { useCalled } from './useCalled.ts'

/** Where a bounty stands, in a sentence to the one who asks. */
export const useStateWords = (): ((row: BountySummary, role: Role) => string) => {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  return useCallback(
    (row, role) => {
      const { issuer, hunter, arbiter, deliverBy } = row
      const names = {
        issuer: called(row, issuer),
        hunter: called(row, hunter),
        arbiter: called(row, arbiter),
        day: dayOf(deliverBy, i18n.language),
      }
      const word = stateWordOf(row)
      return isToldByRole(word) ? t(`bounties.words.${word}.${role}`, names) : t(`bounties.words.${word}`, names)
    },
    [t, i18n.language, called],
  )
}
