import { provenPartnership, provenPromise, provenSpinOff } from '@daomesh/chain'
import { nameOf, type ProposalRow, questionOf } from '@daomesh/governance'
import { type Address, agreementQuestionOf, type EntryId, joinQuestionOf, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalRow } from '../../contract/proposals.ts'
import { placeOf, shownProposals } from '../../nested/shownProposals.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { supportWord } from '../../words/supportWord.ts'
import { type SeenByAnswer, seenByReader } from '../readSeenBy.ts'
import { asksOf } from './asksOf.ts'
import { stateOf } from './proposalStateOf.ts'
import { ownAnchor } from './readAnchor.ts'
import { readReady } from './readReady.ts'
import { readRecorded, recordNotice } from './readRecord.ts'
import { signsByBallots } from './signsByBallots.ts'

export type ProposalAnswer = z.input<typeof proposalRow>
export type SeenBy = (entry: EntryId) => SeenByAnswer

const progressOf = (row: ProposalRow, state: ProposalAnswer['state'], seenBy: SeenBy): ProposalAnswer['progress'] => {
  if (state === 'final') return 'final'
  if (state === 'enacted') return 'anchored'
  return seenBy(row.entry).count > 1 ? 'seen' : 'saved'
}

/** Whether a ballot of this account counts: who was removed, or owns shares alone, has a seat and no vote. */
export const countsIn = ({ tally }: ProposalRow, account: Address | null): boolean =>
  tally.seats.some(({ member, current }) => member === account && current > 0n)

/** Its members have nothing left to do with it. */
export const isSettled = ({ enactable }: Pick<ProposalRow, 'enactable'>, signs: boolean): boolean => signs && enactable

/** One proposal as a list shows it, and as its page begins. */
export const rowOf = (node: NodeContext, space: DaoSpace, row: ProposalRow, seenBy: SeenBy): ProposalAnswer => {
  const account = node.account.current()
  const mine = row.ballots.find(({ member, ignored }) => member === account && ignored?.key !== 'ballot.revoked')
  const state = stateOf(node, space, row)
  const question = questionOf(placeOf(space), row.decision, row.content)
  const agreement = agreementQuestionOf(placeOf(space), row.decision, row.content)
  const partnership = provenPartnership(space.record.dao, row.decision, row.content)
  const spinOff = provenSpinOff(space.record.chain.chainId, row.decision, row.content)
  const promise = provenPromise(space.record.dao, row.decision, row.content)
  const joined = joinQuestionOf(placeOf(space), row.decision, row.content)
  const signs = signsByBallots({ agreement, joined })
  return {
    decision: row.id,
    short: row.id.slice(2, 10),
    title: row.title,
    author: row.by,
    authorName: nameOf(space.registers(), row.by),
    submittedAt: row.submittedAt,
    state,
    closesAt: row.decision.closesAt,
    expiresAt: row.decision.expiresAt,
    mine: mine === undefined ? null : supportWord(mine.support),
    seated: countsIn(row, account),
    ballots: row.ballots.filter(({ ignored }) => ignored === null).length,
    of: row.tally.seats.filter((seat) => seat.current > 0n).length,
    progress: progressOf(row, state, seenBy),
    asks: asksOf(row, { dao: space.record.dao, question, agreement, partnership, spinOff, promise, joined }),
    notice: recordNotice(row, account),
    signs,
    settled: isSettled(row, signs),
    recorded: readRecorded(row.record),
    now: row.record.now,
    ready: readReady({
      state,
      enactable: row.enactable,
      // While this account's own transaction that records it is on its way there is nothing to send.
      recordable: row.record.recordable && !['queued', 'sent', 'anchored'].includes(ownAnchor(node, space, row.id, ['record']).state),
      elsewhere: signs || [question, partnership, spinOff, promise].some((one) => one !== null),
    }),
  }
}

export const listProposalRows = (node: NodeContext, { space: id }: { readonly space: SpaceId }): ProposalAnswer[] => {
  const space = node.spaces.dao(id)
  const seenBy = seenByReader(node, space)
  return shownProposals(node, space).map((row) => rowOf(node, space, row, seenBy))
}
