import type { Rules } from '@daomesh/protocol'
import { type Phrase, phrase } from '../phrase.ts'
import type { Tally } from '../tally.ts'
import { executableFrom, lastRecordAt, type RecordDecision } from './record.ts'
import type { RecordState } from './recordState.ts'

export type ExplainRecordParameters = {
  readonly state: RecordState
  readonly decision: RecordDecision
  readonly rules: Rules
  /** What members say now: all ballots that are known here, whether the record has them or not. */
  readonly known: Tally
  /** Seconds of chain time. */
  readonly now: number
}

/** Nothing is recorded: whether it can be, and what it waits for. */
const explainAbsent = ({ decision, rules, known, now }: ExplainRecordParameters): readonly Phrase[] => {
  if (rules.challengeWindow === 0) return [phrase('record.noWindow')]
  const left = lastRecordAt(rules, decision) - now
  if (left < 0) return [phrase('record.tooLate')]
  if (!known.decisive && now <= decision.closesAt) return [phrase('record.afterClose', { seconds: decision.closesAt + 1 - now })]
  return [known.passes ? phrase('record.possible', { seconds: left }) : phrase('record.notPassing')]
}

/** The window is open: everybody may still change it, with any newer ballot and with those that are known here and not there. */
const explainWindow = ({ state, known, now }: ExplainRecordParameters): readonly Phrase[] => {
  const { record, tally } = state
  if (record === null || tally === null) return []
  const cap = record.start + 2 * record.rules.challengeWindow
  const phrases = [
    phrase(record.passes ? 'record.window.passes' : 'record.window.fails', { seconds: record.windowEnd - now }),
    phrase('record.window.anybody', { seconds: cap - now }),
  ]
  return known.passes === tally.passes
    ? phrases
    : [...phrases, phrase(known.passes ? 'record.window.wouldPass' : 'record.window.wouldFail')]
}

/**
 * Where a decision stands on the recorded path, what it waits for and who could still change it, as i18n keys with parameters; `seconds` is time left.
 * Keys are listed in SPEC.md.
 * @example
 * const state = recordState({ decision, rules, acts: [], scene })
 * const known = tally({ ...scene, rules, ballots: new Map() })
 * explainRecord({ state, decision, rules, known, now: scene.now }) // => [{ key: 'record.afterClose', params: { seconds: 1 } }]
 */
export const explainRecord = (parameters: ExplainRecordParameters): readonly Phrase[] => {
  const { state, decision, now } = parameters
  const seconds = decision.expiresAt - now
  switch (state.status) {
    case 'absent':
      return explainAbsent(parameters)
    case 'challengeable':
      return explainWindow(parameters)
    case 'waiting':
      return [phrase('record.waiting', { seconds: state.record === null ? 0 : executableFrom(state.record) - now })]
    case 'executable':
      return [phrase('record.executable', { seconds })]
    case 'rejected':
      return [phrase('record.rejected')]
    case 'executed':
      return [phrase('record.executed')]
    case 'expired':
      return [phrase('record.expired')]
    case 'superseded':
      return [phrase('record.superseded')]
  }
}
