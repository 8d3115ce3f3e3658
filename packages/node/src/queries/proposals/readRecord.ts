import { nameOf, type ProposalRow } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalRow } from '../../contract/proposals.ts'
import type { recordShape } from '../../contract/records.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { ownAnchor } from './readAnchor.ts'

export type RecordAnswer = z.input<typeof recordShape>
type Sentence = RecordAnswer['words'][number]

/** A vote that was not used while it still counts. */
const mayStillVote = ({ ballots, record: { status, known } }: ProposalRow, account: Address): boolean =>
  status === 'challengeable' &&
  known.seats.some(({ member, current }) => member === account && current > 0n) &&
  !ballots.some(({ member }) => member === account)

/** What a member should know of a record without having asked: that a ballot of its own, or one that would turn the outcome, is not in it. */
export const recordNotice = (row: ProposalRow, account: Address | null): Sentence | null => {
  const { record, uncounted, missing, turns, status, now } = row.record
  if (record === null) return null
  const seconds = record.windowEnd - now
  if (account !== null && missing.includes(account)) return { key: 'record.notice.yours', params: { seconds } }
  if (turns) return { key: 'record.notice.turns', params: { seconds } }
  if (account !== null && mayStillVote(row, account)) return { key: 'record.notice.notVoted', params: { seconds } }
  const over = status === 'waiting' || status === 'executable' || status === 'rejected'
  return over && account !== null && uncounted.includes(account) ? { key: 'record.notice.late', params: {} } : null
}

/** What a list says of a record that is not over yet. */
export const readRecorded = ({ status, record, tally, executableFrom }: ProposalRow['record']): z.input<typeof proposalRow>['recorded'] => {
  if (record === null || tally === null) return null
  if (status === 'challengeable') return { stage: 'window', passes: tally.passes, until: record.windowEnd }
  return status === 'waiting' && executableFrom !== null ? { stage: 'grace', passes: tally.passes, until: executableFrom } : null
}

/** The recorded path of a proposal, for its page. */
export const readRecord = (node: NodeContext, space: DaoSpace, row: ProposalRow): RecordAnswer => {
  const { record, status, tally, recordable, atOnce, missing, turns, executableFrom, words, now } = row.record
  const account = node.account.current()
  const act = (...purposes: readonly string[]) => ownAnchor(node, space, row.id, purposes)
  return {
    status,
    now,
    recordable,
    atOnce,
    start: record?.start ?? null,
    windowEnd: record?.windowEnd ?? null,
    latestEnd: record === null ? null : record.start + 2 * record.rules.challengeWindow,
    executableFrom,
    passes: tally?.passes ?? null,
    counted: record === null ? 0 : [...record.ballots.values()].filter(({ support }) => support !== null).length,
    missing: missing.map((member) => ({ account: member, name: nameOf(space.registers(), member), self: member === account })),
    turns,
    // While it can be carried out at once, a record has nothing to add.
    words: row.enactable ? [] : words.map(({ key, params }) => ({ key, params: { ...params } })),
    notice: recordNotice(row, account),
    sent: { record: act('record', 'recordAtOnce'), challenge: act('challenge'), execute: act('execute', 'recordAtOnce') },
  }
}
