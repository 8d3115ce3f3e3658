import {
  type CommentRow,
  commentsOf,
  currentMembers,
  equivocationsOf,
  explainTally,
  nameOf,
  type ProposalRow,
  rulesOf,
} from '@daomesh/governance'
import {
  type Address,
  type DecisionId,
  joinQuestionOf,
  joinWordsOf,
  memberKinds,
  readAgreementQuestion,
  readPartnershipQuestion,
  readSpinOffQuestion,
  readPowerPromise,
  readQuestion,
  type SpaceId,
} from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalPage } from '../../contract/proposals.ts'
import { placeOf } from '../../nested/shownProposals.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { supportWord } from '../../words/supportWord.ts'
import { describeCalls } from '../../words/describeCalls.ts'
import { describeJoin } from '../../words/describeJoin.ts'
import { readCredits } from '../readCredits.ts'
import { readAnchor } from './readAnchor.ts'
import { readClosing } from './readClosing.ts'
import { readAgreementOf } from '../readAgreement.ts'
import { memberNameOf, readMemberDaos, readQuestionOf } from '../daos/readNested.ts'
import { notePeriodicBudget } from '../../words/notePeriodicBudget.ts'
import { readSpinOffOf } from '../../spinOffs/standOf.ts'
import { readPartnershipOf } from '../partnerships/readPartnership.ts'
import { readPromiseOf } from '../readPromise.ts'
import { noteHalfLife } from '../daos/readHalfLife.ts'
import { readRecord } from './readRecord.ts'
import { readWaits } from './readWaits.ts'
import { underWay } from './underWay.ts'
import { rowOf, type SeenBy } from './listProposalRows.ts'
import { requireProposal } from './requireProposal.ts'
import { seenByReader } from '../readSeenBy.ts'

export type ProposalPageAnswer = z.input<typeof proposalPage>

const comment = (space: DaoSpace, row: CommentRow, seenBy: SeenBy): ProposalPageAnswer['comments'][number] => ({
  entry: row.entry,
  account: row.by,
  name: nameOf(space.registers(), row.by),
  text: row.text,
  at: row.at,
  replyTo: row.replyTo,
  seenBy: seenBy(row.entry),
})

/** What people wrote, without what stands behind it for programs. */
const contentOf = (
  { content }: ProposalRow,
  isQuestion: boolean,
  isAgreement: boolean,
  isPartnership: boolean,
  isSpinOff: boolean,
  isPromise: boolean,
  isJoin: boolean,
): string =>
  (isQuestion
    ? readQuestion(content)?.content
    : isAgreement
      ? readAgreementQuestion(content)?.terms.brief
      : isPartnership
        ? readPartnershipQuestion(content)?.note
        : isSpinOff
          ? readSpinOffQuestion(content)?.note
          : isPromise
            ? readPowerPromise(content)?.terms.brief
            : isJoin
              ? joinWordsOf(content)
              : content) ?? content

/** No ballot counts there any more but those in the record. */
const isWindowOver = ({ record: { record, status } }: ProposalRow): boolean => record !== null && status !== 'challengeable'

/** What is recorded is carried out from its record alone, whatever would have decided it at once. */
const saysAtOnce = (key: string): boolean =>
  key.startsWith('tally.decisive.') || key.startsWith('tally.unanimity.') || key.startsWith('tally.opposable.')

/** Everything about one proposal. @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const readProposal = async (
  node: NodeContext,
  { space: id, decision }: { readonly space: SpaceId; readonly decision: DecisionId },
): Promise<ProposalPageAnswer> => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  const row = requireProposal(node, space, decision)
  const seenBy = seenByReader(node, space)
  const name = (account: Address) => memberNameOf(node, space, account)
  const question = readQuestionOf(node, space, row)
  const agreement = readAgreementOf(node, space, row)
  const partnership = await readPartnershipOf(node, space, row)
  const spinOff = await readSpinOffOf(node, space, row)
  const promise = readPromiseOf(node, space, row)
  const joined = joinQuestionOf(placeOf(space), row.decision, row.content)
  const counted = isWindowOver(row) ? (row.record.tally ?? row.tally) : row.tally
  const { rule, outcome, seats } = explainTally(counted)
  const kinds = new Map(currentMembers(space.chainState()).map(({ account, kind }) => [account, kind]))
  return {
    ...rowOf(node, space, row, seenBy),
    content: contentOf(
      row,
      question !== null,
      agreement !== null,
      partnership !== null,
      spinOff !== null,
      promise !== null,
      joined !== null,
    ),
    draft: row.draft,
    // What only the pair can carry out would fail wherever it is tried alone, and a promise until all was paid.
    calls: await describeCalls(
      node,
      space,
      row.decision.calls,
      underWay.has(row.status) && partnership === null && spinOff === null && (promise === null || promise.paid === 'whole'),
      rulesOf(space.chainState(), row.decision),
      question !== null || agreement !== null || joined !== null,
    ),
    tally: {
      for: counted.for.toString(),
      against: counted.against.toString(),
      abstain: counted.abstain.toString(),
      uncast: counted.uncast.toString(),
      total: counted.total.toString(),
      quorumReached: counted.quorumReached,
      thresholdReached: counted.thresholdReached,
      decisive: counted.decisive,
      passes: counted.passes,
      enactable: row.enactable,
      explanation: [
        ...(row.record.record === null ? [...rule, outcome] : rule.filter(({ key }) => !saysAtOnce(key))),
        ...row.obstacles,
        ...(row.reason === null ? [] : [row.reason]),
      ].map(({ key, params }) => ({
        key,
        params: { ...params },
      })),
      weights: seats.map((seat) => ({
        account: seat.member,
        name: name(seat.member),
        weight: seat.weight.toString(),
        support: seat.support === null ? null : supportWord(seat.support),
        because: { key: seat.because.key, params: { ...seat.because.params } },
      })),
    },
    ballotRows: row.ballots.map((ballot) => ({
      account: ballot.member,
      name: name(ballot.member),
      support: supportWord(ballot.support),
      votes: ballot.votes.toString(),
      revision: ballot.revision.toString(),
      ignored:
        ballot.ignored ??
        (isWindowOver(row) && row.record.uncounted.includes(ballot.member) ? { key: 'ballot.afterWindow', params: {} } : null),
      reason: ballot.reason,
      at: ballot.at,
      seenBy: seenBy(ballot.entry),
    })),
    comments: commentsOf(registers, decision).map((one) => comment(space, one, seenBy)),
    closing: readClosing(space, row),
    halfLife: noteHalfLife(node, space, row),
    periodic: notePeriodicBudget(row),
    joining: joined === null ? [] : describeJoin(joined),
    seenBy: seenBy(row.entry),
    ...readWaits(node, space, row),
    anchor: readAnchor(node, space, decision),
    record: readRecord(node, space, row),
    credits: readCredits(node, space, row),
    question,
    agreement,
    partnership,
    spinOff,
    promise,
    memberDaos: readMemberDaos(node, space, row),
    equivocations: row.ballots.flatMap(({ member: account }) =>
      equivocationsOf(registers, { account, kind: kinds.get(account) ?? memberKinds.key }).map(({ revision }) => ({
        account,
        revision: revision.toString(),
      })),
    ),
  }
}
