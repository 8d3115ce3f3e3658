import type { NodeClient } from '@daomesh/node/client'
import { when } from './table.ts'

type Record = Awaited<ReturnType<NodeClient['proposals']['get']>>['record']

const notices: Readonly<Partial<{ [key: string]: string }>> = {
  'record.notice.yours': 'your ballot is not in the record',
  'record.notice.turns': 'ballots known here would turn the recorded outcome',
  'record.notice.notVoted': 'it is recorded without a ballot of yours, which still counts',
  'record.notice.late': 'your last ballot came after the window and does not count',
}

/** The recorded path of a proposal, line by line; nothing where it has none. */
export const recordLines = (record: Record): readonly (readonly [string, string])[] => {
  const { status, recordable, atOnce, start, windowEnd, executableFrom, passes, counted, missing, notice } = record
  if (start === null) return recordable ? [['record', atOnce ? 'possible now, and carries it out' : 'possible now']] : []
  const at = (seconds: number | null): string => (seconds === null ? '' : when(seconds * 1000))
  return [
    ['record', `${status}, ${passes === true ? 'passes' : 'does not pass'} with ${counted} ballots`],
    ['recorded', at(start)],
    ['window until', at(windowEnd)],
    ['carried out from', at(executableFrom)],
    ...(missing.length === 0 ? [] : [['missing there', missing.map(({ account, name }) => name ?? account).join(', ')] as const]),
    ...(notice === null ? [] : [['notice', notices[notice.key] ?? notice.key] as const]),
  ]
}
