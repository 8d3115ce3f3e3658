import { pairAddress, partnershipCalls, type PartnershipSide } from '@daomesh/chain'
import { contentHashOf, epochToCite, isAsking, type PartnershipRow, type ProposalRow } from '@daomesh/governance'
import {
  type Address,
  DaomeshError,
  type DealSide,
  type Decision,
  type Hex,
  type OfferId,
  otherSide,
  writePartnershipQuestion,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isOurTurn, isTimeToAskAgain } from '../deals/askingTurn.ts'
import { learnCode } from '../due/pinnedCode.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { mergerScene } from '../mergers/mergerScene.ts'
import { isOutdated } from '../mergers/readMerger.ts'
import { askedIn, standsAsked } from './askedIn.ts'
import { partnershipOf, sideOfOffer } from './partnershipOf.ts'

/** The vote ends when this part of what is left until the offer ends is over, so that there is time to enact. */
const votingPart = { of: 4, take: 3 }
/** What a record leaves for its transactions, seconds. */
const spare = 3_600

/** The end of the vote, in seconds of chain time: a DAO that may have to record its decision needs window and grace period behind it (R5). */
const closesAtOf = (dao: DaoSpace, now: number, validUntil: number): number => {
  const { challengeWindow, gracePeriod } = dao.chainState().rules
  const most = now + Math.floor(((validUntil - now) * votingPart.take) / votingPart.of)
  const recorded = validUntil - 2 * challengeWindow - gracePeriod - spare
  return challengeWindow > 0 && recorded > now ? Math.min(most, recorded) : most
}

const titleFor = ({ dao, gives, gets, merger }: PartnershipSide, name: string): string => {
  if (merger !== null) return merger.from === dao ? `Merge into ${name}` : `Take in ${name}`
  return gives === 0n && gets === 0n ? `Part from ${name}` : `Partnership with ${name}`
}

const submit = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, row: PartnershipRow, side: DealSide): Promise<void> => {
  const { opening } = deal.record
  const mine = sideOfOffer(opening, row.offer, side)
  const codeHash = await learnCode(node.adapters.chain.client, pairAddress())
  if (codeHash === null) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'this chain has no contract that enacts pairs' } })
  const other = opening[otherSide(side)]
  const name = other.kind === 'dao' ? other.genesis.name : mine.partner
  const title = titleFor(mine, name)
  const { note, validUntil } = row.offer.terms
  const content = writePartnershipQuestion({
    deal: deal.id,
    offer: row.id,
    partner: mine.partner,
    gives: mine.gives.toString(),
    gets: mine.gets.toString(),
    note,
    merger: mine.merger,
  })
  const state = dao.chainState()
  const now = node.chainView.now()
  const decision: Decision = {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(dao), now }),
    rulesEpoch: state.rulesEpoch,
    closesAt: closesAtOf(dao, now, validUntil),
    expiresAt: validUntil,
    slot: await dao.takeSlot(),
    executor: pairAddress(),
    afterDecision: `0x${'0'.repeat(64)}` as Hex,
    calls: [...partnershipCalls(codeHash, mine)],
    contentHash: contentHashOf(title, content),
  }
  await dao.append('proposal.submit', { draft: null, title, content, decision })
}

/** What one who speaks for a side agreed to is put to its members so often at a time in a deal: a member of each DAO could agree on any number of offers. */
export const mostAgreed = 4

/** Its members are still to answer. */
const isVotedOn = ({ status }: ProposalRow): boolean => status === 'open' || status === 'passing' || status === 'recorded'

/**
 * What both sides agreed on and the members of one side are to be asked about: of each who spoke for that side so many at a time, the newest first, more as
 * these are answered.
 */
export const unaskedOf = (
  offers: readonly Pick<PartnershipRow, 'id' | 'offer' | 'status' | 'speakers'>[],
  side: DealSide,
  asked: (row: Pick<PartnershipRow, 'id' | 'offer'>) => readonly ProposalRow[],
  self: Address | null,
): readonly OfferId[] => {
  const left = new Map<Address | null, number>()
  const roomOf = (speaker: Address | null): number => left.get(speaker) ?? mostAgreed
  const agreed = offers
    .filter(({ status }) => status === 'agreed')
    .map((row) => ({ id: row.id, speaker: row.speakers[side], rows: asked(row) }))
  for (const { speaker, rows } of agreed) if (rows.some(isVotedOn)) left.set(speaker, roomOf(speaker) - 1)
  return agreed.toReversed().flatMap(({ id, speaker, rows }) => {
    if (standsAsked(rows, self) || roomOf(speaker) <= 0) return []
    left.set(speaker, roomOf(speaker) - 1)
    return [id]
  })
}

/**
 * Puts what both sides agreed on to the members of an own DAO, once: a proposal whose calls follow from the terms. What members say in a deal binds no DAO;
 * the ballots on this one do. `seen`: when each was first seen unasked here, milliseconds.
 */
export const askPartnership = async (
  node: NodeContext,
  deal: DealSpace,
  dao: DaoSpace,
  side: DealSide,
  seen: Map<string, number>,
): Promise<void> => {
  const { offers } = partnershipOf(node, deal)
  const due = new Set(unaskedOf(offers, side, (row) => askedIn(node, deal, dao, row, side), node.account.current()))
  for (const row of offers) {
    if (!due.has(row.id)) continue
    const { merger } = row.offer.terms
    // Nobody is asked for ballots that could do nothing: the chain refuses it for the rosters that it was worked out from.
    if (merger !== undefined && isOutdated(mergerScene(node, merger, deal))) continue
    // Where one was taken back or lost the turns begin anew, so that again one of them asks.
    const before = askedIn(node, deal, dao, row, side)
    if (before.some((one) => isAsking(one, pairAddress())) && !isTimeToAskAgain(node, row.offer.terms.validUntil)) continue
    if (isOurTurn(node, dao, row.speakers[side], seen, `${deal.id} ${row.id} ${side} ${before.length}`))
      await submit(node, deal, dao, row, side)
  }
}
