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
  const counting = rules.mode === countingModes.member ? 'member' : rules.mode === countingModes.power ? 'power' : 'other'
  return (
    <List size="sm" spacing={4}>
      <List.Item>{t(`rules.counting.${counting}`, { count: members })}</List.Item>
      <List.Item>{t('rules.quorum', { percent: percent(rules.quorumBps) })}</List.Item>
      <List.Item>{t('rules.threshold', { percent: percent(rules.thresholdBps) })}</List.Item>
      <List.Item>{t('rules.votingPeriod', { time: lengthOfTime(rules.votingPeriod, i18n.language) })}</List.Item>
      <List.Item>
        {rules.gracePeriod === 0 ? t('rules.noGrace') : t('rules.grace', { time: lengthOfTime(rules.gracePeriod, i18n.language) })}
      </List.Item>
      <List.Item>{incomeInWords(t, rules.incomeBps, i18n.language)}</List.Item>
      <List.Item>{t('rules.ragequit')}</List.Item>
    </List>
  )
}
