import { countingModes, DaomeshError, type Rules } from '@daomesh/protocol'
import type { Command } from 'commander'
import type { Call } from '../verb.ts'
import { parsePercent, parsePeriod } from './parsePeriod.ts'

const day = 86_400

/** What a DAO is founded with where nothing else is said: half of all take part, more than half of those decide. */
export const usualRules: Rules = {
  mode: countingModes.member,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 7 * day,
  gracePeriod: 0,
  challengeWindow: 2 * day,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}

const options = [
  ['--mode <mode>', 'count by member, by power, or quadratic: votes that cost their square in credits'],
  ['--quorum <percent>', 'of all must take part'],
  ['--threshold <percent>', 'of For and Against must be For'],
  ['--voting <period>', 'how long a vote stays open'],
  ['--grace <period>', 'to leave between decision and act; with one, deciding at once takes everybody'],
  ['--challenge <period>', 'in which a record may be challenged; with 0s nothing can be recorded'],
  ['--credits <count>', 'of each member and voting period, in quadratic counting'],
  ['--income <percent>', 'of the income to the treasury'],
  ['--refund <gas>', 'at most, paid back per decision to whoever enacts'],
] as const

const modeOf = (text: string): number => {
  const mode = Object.entries(countingModes).find(([name]) => name === text)?.[1]
  if (mode === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'mode', reason: 'member, power or quadratic' } })
  return mode
}

const countOf = (text: string, field: string): number => {
  if (!/^[0-9]{1,9}$/.test(text))
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 40), reason: 'not a number' } })
  return Number(text)
}

/** The options by which rules are given. */
export const addRuleOptions = (command: Command): Command => options.reduce((all, [flags, about]) => all.option(flags, about), command)

/** `base` with what the options say. @throws DaomeshError `INPUT_INVALID`. */
export const parseRules = (call: Call, base: Rules): Rules => {
  const given = <T>(name: string, read: (text: string, field: string) => T, otherwise: T): T => {
    const text = call.option(name)
    return text === undefined ? otherwise : read(text, name)
  }
  return {
    mode: given('mode', modeOf, base.mode),
    quorumBps: given('quorum', parsePercent, base.quorumBps),
    thresholdBps: given('threshold', parsePercent, base.thresholdBps),
    votingPeriod: given('voting', parsePeriod, base.votingPeriod),
    gracePeriod: given('grace', parsePeriod, base.gracePeriod),
    challengeWindow: given('challenge', parsePeriod, base.challengeWindow),
    credits: given('credits', countOf, base.credits),
    incomeBps: given('income', parsePercent, base.incomeBps),
    refundCap: given('refund', countOf, base.refundCap),
  }
}
