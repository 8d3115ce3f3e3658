import type { ChainRecord } from '@daomesh/governance'
import type { Decision, Rules } from '@daomesh/protocol'

/** The inner vote ends when this part of what is left of the outer one is over, so that there is time to bring the answer. */
const innerPart = { of: 4, take: 3 }
/** Where the answer may need a record, this part of what is left is kept for sending and mining beside its periods; and no vote is shorter than that. */
const part = { sending: 8, least: 4 }

/**
 * When the members of a DAO are to have answered what an outer one decides; seconds of chain time. Early enough for the window and the grace period of a
 * record by the inner rules, where the outer vote is long enough for that.
 */
export const innerClosing = (
  now: number,
  outerClosesAt: number,
  { challengeWindow, gracePeriod }: Pick<Rules, 'challengeWindow' | 'gracePeriod'>,
): number => {
  const left = outerClosesAt - now
  const usual = now + Math.floor((left * innerPart.take) / innerPart.of)
  const forRecord = outerClosesAt - challengeWindow - gracePeriod - Math.ceil(left / part.sending)
  return forRecord < now + Math.ceil(left / part.least) ? usual : Math.min(usual, forRecord)
}

/** A vote that has less than this part of a challenge window left ends, for who is asked, with the window of its record. */
const short = 4

/** What of a proposal says so. */
type Turned = {
  readonly decision: Pick<Decision, 'closesAt' | 'expiresAt'>
  readonly record: { readonly record: Pick<ChainRecord, 'windowEnd'> | null }
}

/**
 * Until when a ballot can still turn an outer proposal; seconds of chain time. Of what was recorded that is its window. Who lets a vote end before others heard
 * of it leaves them the window of the record all the same, so where hardly any time is left it is counted on.
 */
export const turnsUntil = (
  { decision: { closesAt, expiresAt }, record: { record } }: Turned,
  now: number,
  { challengeWindow }: Pick<Rules, 'challengeWindow'>,
): number => {
  if (record !== null) return record.windowEnd
  return (closesAt - now) * short >= challengeWindow ? closesAt : Math.min(now + challengeWindow, Math.max(closesAt, expiresAt))
}
