import { countingModes, type Rules } from '@daomesh/protocol'
import { percent, period, say, type Saying } from './say.ts'

const modeOf = (mode: number): string => Object.entries(countingModes).find(([, value]) => value === mode)?.[0] ?? 'unknown'
const modePatterns: Readonly<Record<string, string>> = {
  member: 'Every member has one vote.',
  power: 'Members vote with their power.',
  quadratic: 'Votes cost their square in credits.',
  unknown: 'Votes are counted in a way this app does not know.',
}

export const describeRules = (rules: Rules): readonly Saying[] => [
  say(`sign.rules.mode.${modeOf(rules.mode)}`, modePatterns[modeOf(rules.mode)] ?? ''),
  say('sign.rules.pass', 'To pass: {quorum} must take part and {threshold} must be For.', {
    quorum: percent(rules.quorumBps),
    threshold: percent(rules.thresholdBps),
  }),
  say('sign.rules.periods', 'Voting lasts {voting}, the grace period {grace}, the challenge window {challenge}.', {
    voting: period(rules.votingPeriod),
    grace: period(rules.gracePeriod),
    challenge: period(rules.challengeWindow),
  }),
  say('sign.rules.rest', 'Credits {credits}, share of income {income}, refund cap {refund}.', {
    credits: rules.credits.toString(),
    income: percent(rules.incomeBps),
    refund: rules.refundCap.toString(),
  }),
]
