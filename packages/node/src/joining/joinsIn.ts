import { type AskedJoin, joinsAmong, listProposals, liveSignatureOf, type WrittenProposal } from '@daomesh/governance'
import { type Hex, joinQuestionOf, seatIn } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { placeOf } from '../nested/shownProposals.ts'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { DaoSpace, ReadDao } from '../spaces/space.ts'

/** The foundings and seats that the members of a DAO were asked to join. Looked for all the time: of other proposals no ballot is counted. */
export const joinsIn = (node: TellsTime, inner: ReadDao): readonly AskedJoin[] => {
  const place = placeOf(inner)
  const isJoin = ({ decision, content }: WrittenProposal): boolean => joinQuestionOf(place, decision, content) !== null
  return joinsAmong(place, listProposals(inner.registers(), inner.chainState(), presentOf(node, inner), isJoin))
}

/** Foundings, and seats, that the members of a DAO are asked about at once: whoever proposes more elsewhere waits until some are answered. */
const mostAsked = 8

/**
 * How many more of what is offered its members can be asked about now. Only what is offered there counts: a member may write any number of proposals that look
 * like questions to join, and takes no room by what nobody offers.
 */
export const roomToAsk = (joins: readonly AskedJoin[], offered: ReadonlySet<Hex>): number =>
  Math.max(0, mostAsked - joins.filter(({ digest, asked }) => offered.has(digest) && asked.status === 'open').length)

/** What the DAO signs it with, as soon as its members' ballots make it; null before. */
export const joinSignature = (inner: ReadDao, { rows }: AskedJoin): Hex | null =>
  rows.flatMap((row) => liveSignatureOf(placeOf(inner), inner.registers(), inner.chainState(), row) ?? [])[0] ?? null

/** Whether this node's account is in the DAO, by a seat there or through another one, and can ask its members something. */
export const canAsk = (node: NodeContext, inner: DaoSpace): boolean => {
  const account = node.account.current()
  return account !== null && inner.chainState().founded && inner.unlocked() && seatIn(inner.view(), account) !== null
}
