import { contentHashOf, currentMembers, epochToCite, type ProposalRow } from '@daomesh/governance'
import { approvalCall, type Decision, limits, outerDigestOf, seatIn, utf8, zeroAddress } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { innerClosing, turnsUntil } from './innerClosing.ts'
import { pauseInTurn } from './pauseInTurn.ts'
import { type AnswerName, questionsOn } from './questionsOn.ts'
import { unasked } from './unasked.ts'

/** Behind the title, so that two decisions of one question do not look alike where they are signed. */
const endings: Readonly<Record<AnswerName, string>> = { abstain: ' (abstain)', against: ' (answer No)', for: '' }

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

/** The proposals that ask the members of the inner DAO about one outer proposal. */
const recordsOn = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace, row: ProposalRow) => {
  const { chainId } = inner.record.chain
  const state = inner.chainState()
  const now = node.chainView.now()
  const common = {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(inner), now }),
    rulesEpoch: state.rulesEpoch,
    closesAt: innerClosing(now, turnsUntil(row, now, outer.chainState().rules), state.rules),
    expiresAt: row.decision.expiresAt,
    executor: zeroAddress,
    afterDecision: `0x${'0'.repeat(64)}` as const,
  }
  const records = []
  // What people answer comes last, so that it stands first in lists, which have the newest first.
  for (const { answer, question, content } of questionsOn(outer, inner, row)) {
    const title = shortened(`${outer.record.genesis.name} asks: ${row.title}`, endings[answer])
    const decision: Decision = {
      ...common,
      slot: await inner.takeSlot(),
      calls: [approvalCall(inner.record.dao, outerDigestOf(chainId, inner.record.dao, question))],
      contentHash: contentHashOf(title, content),
    }
    records.push({ kind: 'proposal.submit' as const, body: { draft: null, title, content, decision } })
  }
  return records
}

/** Brings every open proposal of the outer DAO to the members of the inner one, once, as a proposal of their own with an earlier end. */
export const carryQuestions = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  if (unasked(node, outer, inner).length === 0) return
  await pauseInTurn(node, inner)
  for (const group of unasked(node, outer, inner)) {
    const records = []
    for (const row of group) records.push(...(await recordsOn(node, outer, inner, row)))
    // At once and in order: nobody sees what people answer without the rest that their answer is for.
    await inner.appendAll(records)
  }
}
