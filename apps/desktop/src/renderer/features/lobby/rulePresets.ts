import { countingModes } from '@daomesh/protocol'
import type { Rules } from '@daomesh/protocol'

const day = 86_400

/** What does not exist yet stands at zero: recorded decisions, quadratic credits, income split, gas refund. */
const base = { challengeWindow: 0, credits: 0, incomeBps: 0, refundCap: 0, votingPeriod: 3 * day, gracePeriod: 0 }

export const presetNames = ['equals', 'weighted', 'careful'] as const
export type PresetName = (typeof presetNames)[number]

/** Three sane beginnings: equals by simple majority, weight by power, and two thirds of everybody with time to leave. */
export const rulePresets: Readonly<Record<PresetName, Rules>> = {
  equals: { ...base, mode: countingModes.member, quorumBps: 5_000, thresholdBps: 5_000 },
  weighted: { ...base, mode: countingModes.power, quorumBps: 5_000, thresholdBps: 5_000 },
  careful: { ...base, mode: countingModes.member, quorumBps: 6_667, thresholdBps: 6_667, votingPeriod: 7 * day },
}

/** The preset that the rules equal, or null once something was changed by hand. */
export const presetOf = (rules: Rules): PresetName | null =>
  presetNames.find(
    (name) =>
      JSON.stringify(rulePresets[name], Object.keys(base).concat('mode', 'quorumBps', 'thresholdBps')) ===
      JSON.stringify(rules, Object.keys(base).concat('mode', 'quorumBps', 'thresholdBps')),
  ) ?? null
