import { countingModes } from '@daomesh/protocol'
import type { Rules } from '@daomesh/protocol'

const day = 86_400

/** What passes without being certain waits two days for ballots that were left out. All income goes to the members, and no gas is paid back. */
const base = { challengeWindow: 2 * day, credits: 0, incomeBps: 0, refundCap: 0, votingPeriod: 3 * day, gracePeriod: 0 }

export const presetNames = ['equals', 'weighted', 'weighing', 'careful'] as const
export type PresetName = (typeof presetNames)[number]

/** Sane beginnings: equals by simple majority, weight by power, credits for what matters, and two thirds of everybody with time to leave. */
export const rulePresets: Readonly<Record<PresetName, Rules>> = {
  equals: { ...base, mode: countingModes.member, quorumBps: 5_000, thresholdBps: 5_000 },
  weighted: { ...base, mode: countingModes.power, quorumBps: 5_000, thresholdBps: 5_000 },
  weighing: { ...base, mode: countingModes.quadratic, credits: 100, quorumBps: 5_000, thresholdBps: 5_000 },
  careful: { ...base, mode: countingModes.member, quorumBps: 6_667, thresholdBps: 6_667, votingPeriod: 7 * day },
}

/** The preset that the rules equal, or null once something was changed by hand. */
export const presetOf = (rules: Rules): PresetName | null =>
  presetNames.find(
    (name) =>
      JSON.stringify(rulePresets[name], Object.keys(base).concat('mode', 'quorumBps', 'thresholdBps')) ===
      JSON.stringify(rules, Object.keys(base).concat('mode', 'quorumBps', 'thresholdBps')),
  ) ?? null
