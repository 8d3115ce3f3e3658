import {
  decodeCall,
  decodeHandover,
  decodeRosterChange,
  decodeRulesChange,
  provenPartnership,
  provenPromise,
  provenSpinOff,
} from '@daomesh/chain'
import {
  type CommentRow,
  commentsOf,
  currentMembers,
  equivocationsOf,
  explainTally,
  nameOf,
  type ProposalRow,
  proposalState,
  questionOf,
  rulesOf,
} from '@daomesh/governance'
import {
  type Address,
  agreementQuestionOf,
  type Call,
  DaomeshError,
  type DecisionId,
  type EntryId,
  joinQuestionOf,
  joinWordsOf,
  memberKinds,
  readAgreementQuestion,
  type PartnershipQuestion,
  readPartnershipQuestion,
  readSpinOffQuestion,
  readPowerPromise,
  readQuestion,
  type SpaceId,
} from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalPage, proposalRow } from '../../contract/proposals.ts'
import { placeOf, shownProposals } from '../../nested/shownProposals.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { supportWord } from '../../words/supportWord.ts'
import { describeCalls } from '../../words/describeCalls.ts'
import { asksJoin, describeJoin } from '../../words/describeJoin.ts'
import { readCredits } from '../readCredits.ts'
import { ownAnchor, readAnchor } from './readAnchor.ts'
import { readClosing } from './readClosing.ts'
import { readAgreementOf } from '../readAgreement.ts'
import { memberNameOf, readMemberDaos, readQuestionOf } from '../daos/readNested.ts'
import { notePeriodicBudget } from '../../words/notePeriodicBudget.ts'
import { readSpinOffOf } from '../../spinOffs/standOf.ts'
import { readPartnershipOf } from '../partnerships/readPartnership.ts'
import { readPromiseOf } from '../readPromise.ts'
import { noteHalfLife } from '../daos/readHalfLife.ts'
import { readReady } from './readReady.ts'
import { readRecord, readRecorded, recordNotice } from './readRecord.ts'
import { readWaits } from './readWaits.ts'
import { underWay } from './underWay.ts'
import { type SeenByAnswer, seenByReader } from '../readSeenBy.ts'

export type ProposalAnswer = z.input<typeof proposalRow>
export type ProposalPageAnswer = z.input<typeof proposalPage>

type SeenBy = (entry: EntryId) => SeenByAnswer

/** @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const requireProposal = (node: NodeContext, space: DaoSpace, decision: DecisionId): ProposalRow => {
  const row = proposalState(space.registers(), space.chainState(), decision, presentOf(node, space))
  if (row === undefined) throw new DaomeshError('PROPOSAL_UNKNOWN', { meta: { decision } })
  return row
}

/** Why nothing can be done with a proposal any more. */
export const superseded = ({ id, reason }: ProposalRow): DaomeshError =>
  new DaomeshError('PROPOSAL_SUPERSEDED', { meta: { decision: id, reason: reason?.key ?? '' } })

/** `final` only from finalized facts; `enacting` while a transaction is on its way or not final. */
const stateOf = (node: NodeContext, space: DaoSpace, row: ProposalRow): ProposalAnswer['state'] => {
  if (row.status === 'enacted') return 'final'
  const anchored = space.unfinalized().some(({ fact }) => fact.kind === 'enacted' && fact.decision === row.id)
  if (anchored) return 'enacted'
  return ['queued', 'sent', 'anchored'].includes(readAnchor(node, space, row.id).state) ? 'enacting' : row.status
}

/** How a proposal stands, for lists that only name it; open where it is not here yet. */
export const proposalStateOf = (node: NodeContext, space: DaoSpace, decision: DecisionId): ProposalAnswer['state'] => {
  const row = proposalState(space.registers(), space.chainState(), decision, presentOf(node, space))
  return row === undefined ? 'open' : stateOf(node, space, row)
}

/** By its shape: which token it is stands on the page. */
const isTransfer = (call: Call): boolean => {
  const decoded = decodeCall(call)
  return (decoded.kind === 'known' && decoded.contract === 'ERC-20' && decoded.function === 'transfer') || decodeHandover(call) !== null
}

const progressOf = (row: ProposalRow, state: ProposalAnswer['state'], seenBy: SeenBy): ProposalAnswer['progress'] => {
  if (state === 'final') return 'final'
  if (state === 'enacted') return 'anchored'
  return seenBy(row.entry).count > 1 ? 'seen' : 'saved'
}

const asksPartnership = ({ gives, gets, merger }: PartnershipQuestion): string => {
  if (merger !== null) return 'asks.merger'
  return BigInt(gives) + BigInt(gets) === 0n ? 'asks.parting' : 'asks.partnership'
}

/** Whether a ballot of this account counts: who was removed, or owns shares alone, has a seat and no vote. */
export const countsIn = ({ tally }: ProposalRow, account: Address | null): boolean =>
  tally.seats.some(({ member, current }) => member === account && current > 0n)

/** Ballots that take a bounty are the DAO's signature, which the nodes bring by themselves. */
export const isSettled = ({ enactable }: Pick<ProposalRow, 'enactable'>, isAgreement: boolean): boolean => isAgreement && enactable

const rowOf = (node: NodeContext, space: DaoSpace, row: ProposalRow, seenBy: SeenBy): ProposalAnswer => {
  const account = node.account.current()
  const mine = row.ballots.find(({ member, ignored }) => member === account && ignored?.key !== 'ballot.revoked')
  const state = stateOf(node, space, row)
  const question = questionOf(placeOf(space), row.decision, row.content)
  const agreement = agreementQuestionOf(placeOf(space), row.decision, row.content)
  const partnership = provenPartnership(space.record.dao, row.decision, row.content)
  const spinOff = provenSpinOff(space.record.chain.chainId, row.decision, row.content)
  const promise = provenPromise(space.record.dao, row.decision, row.content)
  const joined = joinQuestionOf(placeOf(space), row.decision, row.content)
  const paid = row.decision.calls.reduce((sum, call) => sum + call.value, 0n)
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
    ballots: row.ballots.length,
    of: row.tally.seats.filter((seat) => seat.current > 0n).length,
    progress: progressOf(row, state, seenBy),
    asks:
      question !== null
        ? { key: 'asks.outer', params: { title: question.title } }
        : agreement !== null
          ? { key: 'asks.agreement', params: { title: agreement.terms.title } }
          : partnership !== null
            ? {
                key: asksPartnership(partnership),
                params: { gives: partnership.gives, gets: partnership.gets },
              }
            : spinOff !== null
              ? { key: 'asks.spinOff', params: { name: spinOff.genesis.name, count: spinOff.genesis.members.length } }
              : promise !== null
                ? { key: 'asks.promise', params: { title: promise.terms.title, power: promise.terms.power } }
                : joined !== null
                  ? asksJoin(joined)
                  : row.decision.calls.length === 0
                    ? { key: 'asks.nothing', params: {} }
                    : paid > 0n
                      ? { key: 'asks.payment', params: { wei: paid.toString(), calls: row.decision.calls.length } }
                      : row.decision.calls.every((call) => decodeRosterChange(space.record.dao, call) !== null)
                        ? { key: 'asks.roster', params: {} }
                        : row.decision.calls.every((call) => decodeRulesChange(space.record.dao, call) !== null)
                          ? { key: 'asks.rules', params: {} }
                          : row.decision.calls.every(isTransfer)
                            ? { key: 'asks.transfers', params: { calls: row.decision.calls.length } }
                            : { key: 'asks.calls', params: { calls: row.decision.calls.length } },
    notice: recordNotice(row, account),
    settled: isSettled(row, agreement !== null),
    recorded: readRecorded(row.record),
    now: row.record.now,
    ready: readReady({
      state,
      enactable: row.enactable,
      // While this account's own transaction that records it is on its way there is nothing to send.
      recordable: row.record.recordable && !['queued', 'sent', 'anchored'].includes(ownAnchor(node, space, row.id, ['record']).state),
      elsewhere: [question, agreement, partnership, spinOff, promise, joined].some((one) => one !== null),
    }),
  }
}

export const listProposalRows = (node: NodeContext, { space: id }: { readonly space: SpaceId }): ProposalAnswer[] => {
  const space = node.spaces.dao(id)
  const seenBy = seenByReader(node, space)
  return shownProposals(node, space).map((row) => rowOf(node, space, row, seenBy))
}

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
