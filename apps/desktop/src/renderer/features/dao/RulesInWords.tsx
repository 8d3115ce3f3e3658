import { List } from '@mantine/core'
import { countingModes } from '@daomesh/protocol'
import type { Rules } from '@daomesh/protocol'
import { useTranslation } from 'react-i18next'
import { lengthOfTime } from '../../format/duration.ts'
import { percentOf } from '../../format/percent.ts'
import { incomeInWords } from './incomeInWords.ts'

type RulesInWordsProps = { readonly rules: Rules; readonly members: number }

/** The rules as sentences: whoever signs them should not have to read numbers. */
export const RulesInWords = ({ rules, members }: RulesInWordsProps) => {
  const { t, i18n } = useTranslation()
  const percent = (bps: number): string => percentOf(bps, i18n.language)
  const counting = Object.entries(countingModes).find(([, mode]) => mode === rules.mode)?.[0] as keyof typeof countingModes | undefined
  const length = (seconds: number): string => lengthOfTime(seconds, i18n.language)
  return (
    <List size="sm" spacing={4}>
      <List.Item>{t(`rules.counting.${counting ?? 'other'}`, { count: members, credits: rules.credits })}</List.Item>
      <List.Item>{t('rules.quorum', { percent: percent(rules.quorumBps) })}</List.Item>
      <List.Item>{t('rules.threshold', { percent: percent(rules.thresholdBps) })}</List.Item>
      <List.Item>{t('rules.votingPeriod', { time: length(rules.votingPeriod) })}</List.Item>
      <List.Item>{rules.gracePeriod === 0 ? t('rules.noGrace') : t('rules.grace', { time: length(rules.gracePeriod) })}</List.Item>
      <List.Item>
        {rules.challengeWindow === 0 ? t('rules.noChallenge') : t('rules.challenge', { time: length(rules.challengeWindow) })}
      </List.Item>
      {rules.refundCap > 0 && (
        <List.Item>{t('rules.refund', { gas: new Intl.NumberFormat(i18n.language).format(rules.refundCap) })}</List.Item>
      )}
      <List.Item>{incomeInWords(t, rules.incomeBps, i18n.language)}</List.Item>
      <List.Item>{t('rules.ragequit')}</List.Item>
    </List>
  )
}
