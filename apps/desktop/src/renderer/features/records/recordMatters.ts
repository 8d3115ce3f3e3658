import type { Proposal } from '../proposals/isUnderWay.ts'

type Asked = {
  readonly record: Pick<Proposal['record'], 'status' | 'start' | 'recordable' | 'words'> & {
    readonly sent: { readonly record: { readonly state: Proposal['anchor']['state'] } }
  }
  readonly tally: Pick<Proposal['tally'], 'passes'>
}

/**
 * Whether the recorded path is this proposal's way: a record stands, can be written or is being written, or it would pass as it stands and not be certain. Of
 * every other it would only be one more thing to understand.
 */
export const recordMatters = ({ record: { status, start, recordable, words, sent }, tally: { passes } }: Asked): boolean =>
  start !== null || recordable || sent.record.state !== 'none' || (passes && status === 'absent' && words.length > 0)

/** The rules know no such path: what does not become certain is never carried out. */
export const knowsNoRecord = ({ words }: Pick<Proposal['record'], 'words'>): boolean => words.some(({ key }) => key === 'record.noWindow')
