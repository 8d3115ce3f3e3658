import { decodeRosterChange } from '@daomesh/chain'
import { type AskedJoin, currentMembers, joinStands, listProposals, type ProposalRow } from '@daomesh/governance'
import { type Address, joinDigestOf, memberKinds, seatIn, type SeatQuestion } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { innerClosing } from '../nested/innerClosing.ts'
import type { Asks } from '../nested/unasked.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import { pauseInTurn } from '../nested/pauseInTurn.ts'
import { underWay } from '../queries/proposals/underWay.ts'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { DaoSpace, ReadDao } from '../spaces/space.ts'
import { inert } from '../words/inert.ts'
import { askToJoin } from './askToJoin.ts'
import { isBrought } from './createConsents.ts'
import { type Consent, isConsenting } from './isConsenting.ts'
import { joinsIn, joinSignature, roomToAsk } from './joinsIn.ts'

export type OfferedSeat = { readonly row: ProposalRow; readonly dao: Address; readonly question: SeatQuestion }

/** The seats for DAOs that are no members yet which proposals under way would give. */
export const offeredSeats = (node: TellsTime, outer: ReadDao): readonly OfferedSeat[] => {
  const members = new Set(currentMembers(outer.chainState()).map(({ account }) => account))
  return listProposals(outer.registers(), outer.chainState(), presentOf(node, outer))
    .filter(({ status }) => underWay.has(status))
    .flatMap((row) =>
      row.decision.calls
        .flatMap((call) => decodeRosterChange(outer.record.dao, call) ?? [])
        .flatMap(({ account: dao, kind, power = 0n, mint: shares }) =>
          kind === memberKinds.contract && !members.has(dao)
            ? [{ row, dao, question: { kind: 'seat' as const, outer: outer.record.dao, power, shares } }]
            : [],
        ),
    )
}

/** What its members say of a seat for a tribute they do not say of the seat alone (governance J22), unless the chain has it already. */
const isOfSeat = ({ question, rows }: AskedJoin): boolean =>
  question.kind === 'seat' && (question.tribute === undefined || rows.some(({ status }) => status === 'enacted'))

/** Seats that a proposal offers to the DAO and its members were not asked about yet, a few at once; of two that offer the same one. */
export const unaskedSeats = (node: Asks, outer: ReadDao, inner: ReadDao): readonly OfferedSeat[] => {
  const { dao, chain } = inner.record
  const joins = joinsIn(node, inner).filter((join) => joinStands(join, node.account.current()) && isOfSeat(join))
  const asked = new Set(joins.map(({ digest }) => digest))
  const seats = offeredSeats(node, outer)
    .filter((seat) => seat.dao === dao && seat.row.status === 'open')
    .map((seat) => ({ seat, digest: joinDigestOf(chain.chainId, dao, seat.question) }))
  return seats
    .filter(({ digest }, i) => !asked.has(digest) && seats.findIndex((other) => other.digest === digest) === i)
    .map(({ seat }) => seat)
    .slice(0, roomToAsk(joins, new Set(seats.map(({ digest }) => digest))))
}

/** Asks the members of a DAO, once, whether it takes the seat that another DAO is deciding to give it, with an earlier end. */
export const askSeats = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  if (unaskedSeats(node, outer, inner).length === 0) return
  await pauseInTurn(node, inner)
  for (const { row, question } of unaskedSeats(node, outer, inner)) {
    const { name } = outer.record.genesis
    await askToJoin(node, inner, {
      question,
      title: `Join ${name}`,
      text: `${inert(name)} (${question.outer}) is deciding to give us a seat: power ${question.power}, shares ${question.shares}. Do we take it?`,
      closesAt: innerClosing(node.chainView.now(), row.decision.closesAt, inner.chainState().rules),
    })
  }
}

/** What the DAO agreed to in another one that it has no seat in. */
const consentsFor = (node: NodeContext, outer: Address, inner: DaoSpace): readonly Consent[] =>
  joinsIn(node, inner).flatMap((join) => {
    const { question } = join
    const signature = question.kind === 'seat' && question.outer === outer ? joinSignature(inner, join) : null
    if (question.kind !== 'seat' || signature === null) return []
    return [{ dao: inner.record.dao, power: question.power.toString(), shares: question.shares.toString(), signature }]
  })

const unbrought = (node: NodeContext, outer: DaoSpace, inner: DaoSpace): readonly Consent[] =>
  consentsFor(node, outer.record.dao, inner).filter((consent) => !isBrought(outer.registers(), consent))

/** Brings to the other DAO that the members of this one agreed to a seat there; where this node's account is not in that one, shows it at the door. */
export const bringConsents = async (node: NodeContext, outer: DaoSpace, inner: DaoSpace): Promise<void> => {
  const account = node.account.current()
  if (account === null || currentMembers(outer.chainState()).some((member) => member.account === inner.record.dao)) return
  if (seatIn(outer.view(), account) === null) {
    if (node.consents.show(outer.id, consentsFor(node, outer.record.dao, inner))) node.reach.behind()
    return
  }
  if (unbrought(node, outer, inner).length === 0) return
  await pauseByChance(node)
  for (const consent of unbrought(node, outer, inner))
    if (await isConsenting(node.adapters.chain.client, outer, consent)) await outer.append('member.consent', consent)
}
