import { countingModes, type Rules } from '@daomesh/protocol'
import { type Phrase, phrase } from './phrase.ts'

const modeOf = (mode: number): string => Object.entries(countingModes).find(([, value]) => value === mode)?.[0] ?? 'unknown'

/**
 * What new rules change, before and after, in the order in which rules are read; empty when they change nothing. Parts are basis points, times seconds.
 * @example
 * changedRules(rules, { ...rules, quorumBps: 6000 }) // => [{ key: 'rules.change.quorum', params: { fromBps: rules.quorumBps, toBps: 6000 } }]
 */
export const changedRules = (before: Rules, after: Rules): readonly Phrase[] => {
  const phrases: Phrase[] = []
  const compare = (field: keyof Rules, name: string, unit: 'Bps' | 'Seconds' | ''): void => {
    if (before[field] !== after[field])
      phrases.push(phrase(`rules.change.${name}`, { [`from${unit}`]: before[field], [`to${unit}`]: after[field] }))
  }
  if (before.mode !== after.mode) phrases.push(phrase(`rules.change.mode.${modeOf(after.mode)}`))
  compare('quorumBps', 'quorum', 'Bps')
  compare('thresholdBps', 'threshold', 'Bps')
  compare('votingPeriod', 'votingPeriod', 'Seconds')
  compare('gracePeriod', 'gracePeriod', 'Seconds')
  compare('challengeWindow', 'challengeWindow', 'Seconds')
  compare('credits', 'credits', '')
  compare('incomeBps', 'income', 'Bps')
  compare('refundCap', 'refundCap', '')
  return phrases
}
