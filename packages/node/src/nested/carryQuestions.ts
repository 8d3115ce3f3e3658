import { provenPartnership } from '@daomesh/chain'
import {
  carriedQuestions,
  contentHashOf,
  currentMembers,
  epochToCite,
  listProposals,
  type Present,
  type ProposalRow,
  rosterAt,
} from '@daomesh/governance'
import {
  type Address,
  approvalCall,
  type Decision,
  type DecisionId,
  decisionIdOf,
  limits,
  outerDigestOf,
  type OuterQuestion,
  readQuestion,
  seatIn,
  supports,
  utf8,
  writeQuestion,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { joinsIn } from '../joining/joinsIn.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { innerClosing } from './innerClosing.ts'
import { mostLevels } from './mostLevels.ts'
import { pauseInTurn } from './pauseInTurn.ts'

/** The DAOs in which the question is asked, from the outermost question in its text. */
const askingIn = (content: string): readonly Address[] => {
  const inside = readQuestion(content)
  return inside === null ? [] : [inside.dao, ...askingIn(inside.content)]
}

/** From the answer that gives way to the one that stands: a signed Yes can be used for good (R4), so it stands above what was answered before it. */
const answersInOrder = ['abstain', 'against', 'for'] as const
type AnswerName = (typeof answersInOrder)[number]
/** Behind the title, so that two decisions of one question do not look alike where they are signed. */
const endings: Readonly<Record<AnswerName, string>> = { abstain: ' (abstain)', against: ' (answer No)', for: '' }

/** The same outer proposal is asked about under the same revisions by whoever carries it, and two of them under different ones. */
const revisionOf = ({ id }: ProposalRow, least: bigint, answer: AnswerName): bigint => {
  const own = BigInt(`0x${id.slice(-7)}`) * 4n + 1n
  return (own > least ? own : least) + BigInt(answersInOrder.indexOf(answer))
}

const presentIn = (node: NodeContext, space: DaoSpace): Present => ({ now: node.chainView.now(), epochTimes: epochTimesOf(space) })

/** Of what the outer DAO itself is asked to join, the proposals that another one stands for: its members would answer some here and some there. */
const doubled = (node: NodeContext, outer: DaoSpace): ReadonlySet<DecisionId> =>
  new Set(joinsIn(node, outer).flatMap(({ asked, rows }) => rows.flatMap(({ id }) => (id === asked.id ? [] : [id]))))

/** Outer proposals that are open and that the inner DAO neither answered nor is asked about yet. */
const unasked = (node: NodeContext, outer: DaoSpace, inner: DaoSpace): readonly ProposalRow[] => {
  const { chain, dao } = inner.record
  const asked = new Set(
    carriedQuestions({ chainId: chain.chainId, dao }, inner.registers(), inner.chainState(), presentIn(node, inner))
      // One that no ballot can save any more, since the roster or the rules are others now, is asked again.
      .filter(({ row, question }) => question.dao === outer.record.dao && !['expired', 'superseded'].includes(row.status))
      .map(({ question }) => decisionIdOf(chain.chainId, outer.record.dao, question.decision)),
  )
  const alike = doubled(node, outer)
  return listProposals(outer.registers(), outer.chainState(), presentIn(node, outer)).filter(
    (row) =>
      row.status === 'open' &&
      !alike.has(row.id) &&
      // Where it had no power in the roster that is cited, its ballot weighs nothing (R2).
      rosterAt(outer.chainState(), row.decision.rosterEpoch)?.members.some(({ account, power }) => account === dao && power > 0n) ===
        true &&
      !row.ballots.some(({ member }) => member === dao) &&
      !asked.has(row.id) &&
      askingIn(row.content).length < mostLevels - 1 &&
      !askingIn(row.content).includes(dao) &&
      // Its members answer by a decision of their own what the outer DAO and theirs give each other; the seats move with it.
      provenPartnership(outer.record.dao, row.decision, row.content)?.partner !== dao,
  )
}

/** Whether this node's account is in both DAOs, by a seat there or through another DAO, and the inner one is a member of the outer one on the same chain. */
export const isNested = (node: NodeContext, outer: DaoSpace, inner: DaoSpace): boolean => {
  const account = node.account.current()
  const chains = [outer, inner].map(({ record }) => `${record.chain.chainId}:${record.chain.genesisHash}`)
  return (
    account !== null &&
    chains[0] === chains[1] &&
    outer.chainState().founded &&
    inner.chainState().founded &&
    currentMembers(outer.chainState()).some((member) => member.account === inner.record.dao) &&
    outer.unlocked() &&
    seatIn(outer.view(), account) !== null &&
    inner.unlocked() &&
    seatIn(inner.view(), account) !== null
  )
}

/** A title has its limit in bytes; the whole one stands in the question. */
const shortened = (title: string, ending: string): string => {
  let kept = title
  while (utf8(`${kept}${ending}`).length > limits.titleBytes) kept = `${Array.from(kept).slice(0, -2).join('')}…`
  return `${kept}${ending}`
}

const carry = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace, row: ProposalRow): Promise<void> => {
  const { chainId } = inner.record.chain
  const state = inner.chainState()
  const now = node.chainView.now()
  const least = outer.chainState().minRevisions.get(inner.record.dao) ?? 0n
  const common = {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(inner), now }),
    rulesEpoch: state.rulesEpoch,
    closesAt: innerClosing(now, row.decision.closesAt),
    expiresAt: row.decision.expiresAt,
    executor: `0x${'0'.repeat(40)}` as Address,
    afterDecision: `0x${'0'.repeat(64)}` as const,
  }
  const records = []
  // The one that people answer last, so that it stands first in lists, which have the newest first.
  for (const answer of answersInOrder) {
    const question: OuterQuestion = {
      dao: outer.record.dao,
      support: supports[answer],
      revision: revisionOf(row, least, answer),
      title: row.title,
      content: row.content,
      decision: row.decision,
    }
    const content = writeQuestion(question)
    // A text that is nearly as long as texts may be cannot be carried; its members vote by a decision of their own.
    if (utf8(content).length > limits.contentBytes) return
    const title = shortened(`${outer.record.genesis.name} asks: ${row.title}`, endings[answer])
    const decision: Decision = {
      ...common,
      slot: await inner.takeSlot(),
      calls: [approvalCall(inner.record.dao, outerDigestOf(chainId, inner.record.dao, question))],
      contentHash: contentHashOf(title, content),
    }
    records.push({ kind: 'proposal.submit' as const, body: { draft: null, title, content, decision } })
  }
  await inner.appendAll(records)
}

/** Brings every open proposal of the outer DAO to the members of the inner one, once, as a proposal of their own with an earlier end. */
export const carryQuestions = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  if (unasked(node, outer, inner).length === 0) return
  await pauseInTurn(node, inner)
  // The oldest first: of a question that the outer DAO was asked, what stands for it is carried last, when all that is answered with it is there.
  for (const row of unasked(node, outer, inner).toReversed()) await carry(node, outer, inner, row)
}
