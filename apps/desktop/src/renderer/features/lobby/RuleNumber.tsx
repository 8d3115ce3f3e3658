import { NumberInput } from '@mantine/core'
import type { Rules } from '@daomesh/protocol'
import { useTranslation } from 'react-i18next'

type Field = Exclude<keyof Rules, 'mode'>

const day = 86_400
const inDays = { scale: day, decimals: 2, suffix: 'days' } as const
const inPercent = { scale: 100, decimals: 2, suffix: 'percent' } as const
const whole = { scale: 1, decimals: 0, suffix: 'none' } as const

/** How each number is written: its unit, and the texts that name it. */
const looks = {
  quorumBps: { ...inPercent, name: 'quorum' },
  thresholdBps: { ...inPercent, name: 'threshold' },
  votingPeriod: { ...inDays, name: 'votingPeriod' },
  gracePeriod: { ...inDays, name: 'gracePeriod' },
  challengeWindow: { ...inDays, name: 'challengeWindow' },
  credits: { ...whole, name: 'credits' },
  incomeBps: { ...inPercent, name: 'income' },
  refundCap: { ...whole, name: 'refundCap' },
} as const satisfies Record<Field, { readonly scale: number; readonly name: string }>

type RuleNumberProps = {
  readonly field: Field
  readonly rules: Rules
  readonly change: (rules: Rules) => void
  readonly min?: number
  readonly max: number
}

/** One number of the rules, in the unit in which people think of it. */
export const RuleNumber = ({ field, rules, change, min = 0, max }: RuleNumberProps) => {
  const { t } = useTranslation()
  const { scale, decimals, suffix, name } = looks[field]
  const suffixes = { days: t('terms.daysSuffix'), percent: ' %', none: '' } as const
  return (
    <NumberInput
      label={t(`terms.${name}`)}
      description={t(`terms.${name}About`)}
      suffix={suffixes[suffix]}
      min={min}
      max={max}
      decimalScale={decimals}
      value={rules[field] / scale}
      onChange={(value) => change({ ...rules, [field]: typeof value === 'number' ? Math.round(value * scale) : 0 })}
    />
  )
}
