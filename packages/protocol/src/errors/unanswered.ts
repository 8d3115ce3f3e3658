import type { ErrorJson } from './DaomeshError.ts'

/** Why a signature was not given though no person said no to it; `meta.reason` of `SIGNING_REFUSED`. */
export const unansweredReasons = {
  late: 'nobody answered in time',
  gone: 'the signer stopped',
  full: 'too many requests are waiting',
} as const

/** The same where whoever asked took the question back: nobody asks again by itself. */
export const takenBackReason = 'taken back'

const reasons: ReadonlySet<unknown> = new Set(Object.values(unansweredReasons))

/**
 * Whether a signature is missing only because nobody was there to give or refuse it: then it may be asked for again.
 * @example
 * const meta = { reason: unansweredReasons.late }
 * isUnanswered(new DaomeshError('SIGNING_REFUSED', { meta })) // => true
 * isUnanswered(new DaomeshError('SIGNING_REFUSED')) // => false
 */
export const isUnanswered = (error: Pick<ErrorJson, 'code' | 'meta'> | null): boolean =>
  error?.code === 'SIGNING_REFUSED' && reasons.has(error.meta['reason'])
