import type { TFunction } from 'i18next'
import { percentOf } from '../../format/percent.ts'

/** How income is split, in one sentence. */
export const incomeInWords = (t: TFunction, incomeBps: number, language: string): string => {
  if (incomeBps === 0) return t('rules.income.members')
  if (incomeBps === 10_000) return t('rules.income.treasury')
  return t('rules.income.both', { percent: percentOf(incomeBps, language) })
}
