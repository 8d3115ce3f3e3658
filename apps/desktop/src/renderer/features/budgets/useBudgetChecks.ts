import { useTranslation } from 'react-i18next'
import { readEther } from '../../format/parseEther.ts'

/** Unix seconds of what a field for local date and time holds, 0 where it is empty. */
export const secondsOf = (local: string): number => (local === '' ? 0 : Math.floor(new Date(local).getTime() / 1000))

/** What is wrong with a budget as typed, in words, or null: the same for one and for one of each period. */
export const useBudgetChecks = () => {
  const { t } = useTranslation()
  return {
    name: (value: string) => (value.trim() === '' ? t('budgets.fault.title') : null),
    amount: (value: string) => ((readEther(value) ?? 0n) > 0n ? null : t('amount.invalid')),
    allocation: (value: number) => (Number.isSafeInteger(value) && value > 0 ? null : t('budgets.fault.allocation')),
  }
}
